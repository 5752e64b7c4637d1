// npm's reader of package trees of the worker itself: see environment.js.
module.exports = globalThis.loadSharedTool("@npmcli/arborist");
