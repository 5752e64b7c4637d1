// Lets Node run this project's TypeScript. Types are checked apart (`npm run types`), so that a command starts quickly.
require("ts-node").register({ transpileOnly: true, project: require.resolve("../tsconfig.json") });
