import { readFileSync } from "node:fs";
import { declareResource, resourceTypes, unknownValue } from "../../../sandbox/provider";
import { context, refusal } from "./cases";
import happyPaths from "./happyPaths.json";

/** The members of an interface or class in a declaration file, with a question mark where they are optional. */
function members(declarations: string, start: RegExp, member: RegExp): string[] {
  const from = declarations.search(start);
  const body = declarations.slice(from, declarations.indexOf("\n}", from));
  return Array.from(body.matchAll(member), ([, name = "", mark = ""]) => name + mark);
}

/** The arguments and outputs of a type, as @pulumi/aws declares them. */
function declarationOf(type: string) {
  const [, file = "", className = ""] = type.split(":");
  const declarations = readFileSync(`node_modules/@pulumi/aws/${file}.d.ts`, "utf8");
  const inputs = members(declarations, new RegExp(`export interface ${className}Args `), /^ {4}(\w+)(\??): /gm);
  return {
    names: inputs.map((name) => name.replace("?", "")),
    required: inputs.filter((name) => !name.endsWith("?")),
    outputs: members(declarations, /export declare class/, /^ {4}readonly (\w+): pulumi\.Output/gm),
  };
}

const types = Object.entries(resourceTypes);
const inOrder: Readonly<Record<string, Readonly<Record<string, unknown>>>> = happyPaths;

test("the table of resource types has inputs that are in order for every type", () => {
  expect(Object.keys(happyPaths).sort()).toEqual(types.map(([type]) => type).sort());
  for (const [type, inputs] of Object.entries(happyPaths)) {
    expect([type, ...refusal(type, inputs)]).toEqual([type]);
  }
});

test.each(types)("%s has properties, requirements and outputs that @pulumi/aws declares", (type, resourceType) => {
  const { names, required, outputs } = declarationOf(type);
  const [problem = ""] = refusal(type, { ...inOrder[type], bogus: 1 });
  expect(problem).toMatch(/^bogus: the sandbox does not support this property, but found 1; allowed: /);
  expect(names).toEqual(expect.arrayContaining(problem.replace(/^.*allowed: /, "").split(", ")));
  const missing = refusal(type, {}).filter((failure) => failure.endsWith(": it is required, but nothing is given"));
  expect(missing.map((failure) => failure.replace(/:.*/, ""))).toEqual(expect.arrayContaining(required));
  const created = declareResource(type, "example", inOrder[type] ?? {}, context);
  expect(outputs).toEqual(expect.arrayContaining(Object.keys(created.outputs)));
  expect(Object.keys(created.outputs)).toEqual(expect.arrayContaining([...resourceType.computedAtCreate]));
  expect(names).toEqual(expect.arrayContaining(resourceType.replaceOnChanges.map((path) => path.split(".")[0])));
});

test.each(types)("%s takes a value that is not known yet for every property", (type, resourceType) => {
  for (const name of Object.keys(inOrder[type] ?? {})) {
    expect([name, ...resourceType.check({ ...inOrder[type], [name]: unknownValue }, context)]).toEqual([name]);
  }
});
