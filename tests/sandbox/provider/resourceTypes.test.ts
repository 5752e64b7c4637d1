import { readFileSync } from "node:fs";
import { join } from "node:path";
import { declareResource, type Inputs, resourceTypes, unknownValue } from "../../../sandbox/provider";
import { context, inOrder, refusal } from "./cases";

/** Returns the members of an interface or class in a declaration file, with a question mark for optional ones. */
function members(declarations: string, start: RegExp, member: RegExp): string[] {
  const from = declarations.search(start);
  const body = declarations.slice(from, declarations.indexOf("\n}", from));
  return Array.from(body.matchAll(member), ([, name = "", mark = ""]) => name + mark);
}

/** Returns the arguments and outputs of a type, as @pulumi/aws declares them. */
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

test("the table of resource types has valid inputs for every type", () => {
  expect(Object.keys(inOrder).sort()).toEqual(types.map(([type]) => type).sort());
  for (const [type, inputs] of Object.entries(inOrder)) {
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

test.each(types)("%s accepts an unknown value for every property", (type, resourceType) => {
  for (const name of Object.keys(inOrder[type] ?? {})) {
    expect([name, ...resourceType.check({ ...inOrder[type], [name]: unknownValue }, context)]).toEqual([name]);
  }
});

/** Source: the AWS provider's schema, `replaceOnChanges` and `willReplaceOnChanges`. */
test.each([
  ["aws:cloudcontrol/resource:Resource", ["typeName", "desiredState.Source", "desiredState.ResourceArn", "region"]],
  ["aws:cloudtrail/eventDataStore:EventDataStore", ["kmsKeyId", "name", "region"]],
  ["aws:cloudwatch/queryDefinition:QueryDefinition", ["region"]],
  ["aws:iam/role:Role", ["path", "name"]],
  ["aws:lambda/eventSourceMapping:EventSourceMapping", ["eventSourceArn", "region"]],
  ["aws:lambda/function:Function", ["name", "region"]],
  ["aws:sqs/queue:Queue", ["name", "region"]],
])("%s is replaced only for %j", (type, properties) => {
  expect(resourceTypes[type]?.replaceOnChanges).toEqual(properties);
});

/** Single changes of valid inputs; null removes a property, and `x*N` means N letters. */
interface PropertyCases {
  /** The state of a Cloud Control resource to which the changes apply. */
  readonly desiredState?: Inputs;
  readonly allowed: readonly (readonly [name: string, change: Inputs])[];
  readonly refused: readonly (readonly [name: string, change: Inputs, ...failures: string[]])[];
}

/** The values that providers and services accept for the properties of a stack, by type of resource. */
const propertyCases: Readonly<Record<string, PropertyCases>> = JSON.parse(
  readFileSync(join(__dirname, "properties.json"), "utf8").replace(/x\*(\d+)/g, (_, count) =>
    "x".repeat(Number(count)),
  ),
);

describe.each(Object.entries(propertyCases))("%s", (type, { desiredState, allowed, refused }) => {
  const failuresOf = (change: Inputs) => {
    if (desiredState === undefined) {
      return refusal(type, { ...inOrder[type], ...change });
    }
    const entries = Object.entries({ ...desiredState, ...change }).filter(([, value]) => value !== null);
    const inputs = { typeName: type, desiredState: JSON.stringify(Object.fromEntries(entries)) };
    return refusal("aws:cloudcontrol/resource:Resource", inputs);
  };

  if (allowed.length > 0) {
    test.each(allowed)("allows %s", (_name, change) => {
      expect(failuresOf(change)).toEqual([]);
    });
  }

  test.each(refused.map(([name, change, ...failures]) => ({ name, change, failures })))(
    "refuses $name",
    ({ change, failures }) => {
      expect(failuresOf(change)).toEqual(failures);
    },
  );
});
