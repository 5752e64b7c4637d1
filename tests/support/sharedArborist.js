module.exports = globalThis.loadSharedTool("@npmcli/arborist");
