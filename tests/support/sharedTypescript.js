// The compiler of the worker itself: see environment.js.
module.exports = globalThis.loadSharedTool("typescript");
