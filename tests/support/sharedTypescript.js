module.exports = globalThis.loadSharedTool("typescript");
