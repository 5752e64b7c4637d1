import { runtimeDeprecation, runtimesAsOf } from "../../policy/data/runtimes";
import { functionRuntimes } from "../../policy/policies/functionRuntimes";
import { runtimes } from "../../sandbox/provider/types/lambda";
import { verdictsOn } from "./verdictsOn";

async function messagesOn(props: object, day = "2026-11-21", configuration = {}): Promise<readonly string[]> {
  const written = { type: "aws:lambda/function:Function", name: "it", props };
  const options = { now: new Date(day), configuration: { "function-runtimes": configuration } };
  return (await verdictsOn([functionRuntimes], written, options)).map(({ message }) => message);
}

describe("a function", () => {
  // The dates are from the AWS Lambda Developer Guide, "Lambda runtimes".
  it("may run on a runtime until its deprecation date, or until a configured number of days before it", async () => {
    const props = { runtime: "nodejs22.x" };
    expect(await messagesOn(props, "2027-04-30T23:59:59Z")).toEqual([]);
    expect(await messagesOn(props, "2027-05-01T00:00:00Z")).toEqual([
      "The function it runs on nodejs22.x, whose security updates ended on 2027-04-30; move it to a newer runtime.",
    ]);
    expect(await messagesOn(props, "2027-04-01T00:00:00Z", { noticeDays: 30 })).toEqual([
      "The function it runs on nodejs22.x, whose security updates end on 2027-04-30, in 29 days (noticeDays is 30); move it to a newer runtime.",
    ]);
    expect(await messagesOn(props, "2030-01-01T00:00:00Z", { furtherRuntimes: ["nodejs22.x"] })).toEqual([]);
  });

  it.each(["nodejs24.x", "python3.14", "java25", "java17.al2023", "dotnet10", "ruby4.0", "provided.al2023"])(
    "may run on %s",
    async (runtime) => {
      expect(await messagesOn({ runtime })).toEqual([]);
    },
  );

  it.each([
    ["go1.x", "2024-01-08"],
    ["provided", "2024-01-08"],
    ["nodejs20.x", "2026-04-30"],
    ["python3.9", "2025-12-15"],
    ["dotnetcore3.1", "2023-04-03"],
  ])("must not run on %s, whose updates have ended", async (runtime, day) => {
    expect(await messagesOn({ runtime })).toEqual([
      `The function it runs on ${runtime}, whose security updates ended on ${day}; move it to a newer runtime.`,
    ]);
  });

  it.each(["nodejs26.x", "python3.15"])("may run on %s, whose deprecation AWS has not announced", async (runtime) => {
    expect(await messagesOn({ runtime }, "2030-01-01", { noticeDays: 365 })).toEqual([]);
  });

  it.each(["nodejs28.x", "python3.16", "java29", "java21.al2026", "dotnet12", "ruby4.1", "provided.al2026"])(
    "may run on %s, a higher version than those of the table",
    async (runtime) => {
      expect(await messagesOn({ runtime })).toEqual([]);
    },
  );

  it.each(["nodejs23.x", "python3.5", "node24", "nodejs28", "rust1.x", "custom"])(
    "must not run on %s, which Lambda does not have, unless the configuration lists it",
    async (runtime) => {
      expect(await messagesOn({ runtime })).toEqual([
        `The function it runs on ${runtime}, which is not among Lambda's runtimes of ${runtimesAsOf}; move it to a newer runtime.`,
      ]);
      expect(await messagesOn({ runtime }, "2026-11-21", { furtherRuntimes: [runtime] })).toEqual([]);
    },
  );

  // AWS Lambda API Reference, CreateFunction: "Runtime is required if the deployment package is a .zip file archive."
  it("must name a runtime, unless it is a container image", async () => {
    const message =
      "The function it names no runtime, which every function except one from a container image needs; name one that AWS supports.";
    expect(await messagesOn({})).toEqual([message]);
    expect(await messagesOn({ runtime: "", packageType: "Zip" })).toEqual([message]);
    expect(await messagesOn({ packageType: "Image" })).toEqual([]);
    expect(await messagesOn({ imageUri: "123456789012.dkr.ecr.us-east-1.amazonaws.com/audit:1" })).toEqual([]);
  });

  it("may run on the sandbox provider's runtimes: those that were supported on the table's date", () => {
    const supported = Object.entries(runtimeDeprecation).flatMap(([name, day]) =>
      day !== undefined && day >= runtimesAsOf ? [name] : [],
    );
    expect(supported.sort()).toEqual([...runtimes].sort());
  });
});
