import { readFileSync } from "node:fs";
import { join } from "node:path";
import { refusal } from "./cases";
import happyPaths from "./happyPaths.json";

type Inputs = Readonly<Record<string, unknown>>;

/** Changes of inputs that are in order, one at a time; null takes a property away, and `x*N` is N letters. */
interface PropertyCases {
  /** The state of a resource of Cloud Control, which the changes are made in. */
  readonly desiredState?: Inputs;
  readonly allowed: readonly (readonly [name: string, change: Inputs])[];
  readonly refused: readonly (readonly [name: string, change: Inputs, ...failures: string[]])[];
}

/** What the providers and services accept of the properties that a stack declares, by the type of resource. */
const types: Readonly<Record<string, PropertyCases>> = JSON.parse(
  readFileSync(join(__dirname, "properties.json"), "utf8").replace(/x\*(\d+)/g, (_, count) =>
    "x".repeat(Number(count)),
  ),
);
const inOrder: Readonly<Record<string, Inputs>> = happyPaths;

describe.each(Object.entries(types))("%s", (type, { desiredState, allowed, refused }) => {
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
