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

function argumentsOf(type: string) {
  const [, file = "", className = ""] = type.split(":");
  const declarations = readFileSync(`node_modules/@pulumi/aws/${file}.d.ts`, "utf8");
  const inputs = members(declarations, new RegExp(`export interface ${className}Args `), /^ {4}(\w+)(\??): /gm);
  const outputs = members(declarations, /export declare class/, /^ {4}readonly (\w+): pulumi\.Output/gm);
  const names = inputs.map((name) => name.replace("?", ""));
  return {
    names,
    required: inputs.filter((name) => !name.endsWith("?")),
    outputsOnly: outputs.filter((name) => !names.includes(name)),
  };
}

const types = Object.keys(resourceTypes);

describe("the table of resource types", () => {
  test("has inputs that are in order for every type", () => {
    expect(Object.keys(happyPaths).sort()).toEqual([...types].sort());
    for (const [type, inputs] of Object.entries(happyPaths)) {
      expect([type, ...refusal(type, inputs)]).toEqual([type]);
    }
  });

  test.each(types)("%s has the properties that @pulumi/aws declares, and no others", (type) => {
    const { names } = argumentsOf(type);
    const [unknownProperty = ""] = refusal(type, { ...happyPaths[type as keyof typeof happyPaths], bogus: 1 });
    expect(unknownProperty).toMatch(/^bogus: there is no such property, but found 1; allowed: /);
    const known = unknownProperty.replace(/^.*allowed: /, "").split(", ");
    expect([...known].sort()).toEqual([...names].sort());
  });

  test.each(types)("%s requires what @pulumi/aws requires", (type) => {
    const missing = refusal(type, {}).filter((failure) => failure.endsWith(": it is required, but nothing is given"));
    expect(missing.map((failure) => failure.replace(/:.*/, "")).sort()).toEqual(argumentsOf(type).required.sort());
  });

  test.each(types)("%s answers every output that is not an input, and says which are computed", (type) => {
    const { outputsOnly } = argumentsOf(type);
    const { outputs } = declareResource(type, "example", happyPaths[type as keyof typeof happyPaths], context);
    expect(Object.keys(outputs)).toEqual(expect.arrayContaining(outputsOnly));
    const computed = resourceTypes[type]?.computedAtCreate ?? [];
    expect([...computed].sort()).toEqual(outputsOnly.filter((name) => name !== "tagsAll").sort());
  });

  test.each(types)("%s replaces on properties that it has", (type) => {
    const { names } = argumentsOf(type);
    const properties = resourceTypes[type]?.replaceOnChanges.map((path) => path.split(".")[0]) ?? [];
    expect(names).toEqual(expect.arrayContaining(properties));
  });

  test.each(types)("%s takes a value that is not known yet for every property", (type) => {
    const inputs: Readonly<Record<string, unknown>> = happyPaths[type as keyof typeof happyPaths];
    for (const name of Object.keys(inputs)) {
      expect([name, ...refusalUnknown(type, { ...inputs, [name]: unknownValue })]).toEqual([name]);
    }
  });

  test.each(types)("%s gives equal answers to equal resources", (type) => {
    const inputs = happyPaths[type as keyof typeof happyPaths];
    const answer = () => declareResource(type, "example", inputs, context);
    expect(answer()).toEqual(answer());
  });
});

function refusalUnknown(type: string, inputs: Readonly<Record<string, unknown>>): readonly string[] {
  return resourceTypes[type]?.check(inputs, context) ?? ["no such type"];
}
