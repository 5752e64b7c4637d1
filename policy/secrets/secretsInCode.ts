import { fileURLToPath } from "node:url";
import { asObject } from "../documents/values";
import { type CodeContents, CodeReader } from "./codeReader";

/**
 * Finds secrets in a function's code, in all of Pulumi's forms (Pulumi Docs, Assets and archives): from a program, the engine or an exported stack.
 * A plain text is inline code (AWS CloudFormation, AWS::Lambda::Function Code, ZipFile).
 * A path that cannot be read is reported as an unread part; nothing is thrown.
 */
export async function secretsInCode(code: unknown): Promise<CodeContents> {
  const reader = new CodeReader();
  await take(code, "", reader, deepest);
  return reader;
}

/** The maximum depth of archives within archives. */
const deepest = 50;

async function take(code: unknown, path: string, reader: CodeReader, depth: number): Promise<void> {
  if (code === undefined || code === null) {
    return;
  }
  if (depth < 0) {
    reader.leave(path, `is within more than ${deepest} archives`);
    return;
  }
  if (typeof code === "string") {
    reader.takeText(path || "ZipFile", code);
    return;
  }
  const parts = asObject(code);
  const [assets, text, place, uri] = await Promise.all([parts.assets, parts.text, parts.path, parts.uri]);
  if (typeof assets === "object" && assets !== null) {
    for (const [name, asset] of Object.entries(assets)) {
      await take(asObject(asset), joined(path, name), reader, depth - 1);
    }
  } else if (typeof place === "string" && place !== "") {
    await reader.takePath(path, place);
  } else if (typeof text === "string") {
    reader.takeText(path || "ZipFile", text);
  } else if (typeof uri === "string" && URL.canParse(uri) && new URL(uri).protocol === "file:") {
    await reader.takePath(path, fileURLToPath(uri));
  } else {
    reader.leave(
      path,
      typeof uri === "string" ? "is fetched from elsewhere at the deployment" : "has no text and no path",
    );
  }
}

function joined(folder: string, name: string): string {
  return [...folder.split("/"), ...name.split("/")].filter((part) => part !== "" && part !== ".").join("/");
}
