import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse as parseYaml } from "yaml";
import { ConfigurationError } from "../../components/configuration/problem";
import { refuseOutsideSandbox, runEmulated } from "../../components/stack/stackGuard";
import { oktaAlone } from "../support/declare";
import { parse, problemsIn } from "./configuration/entries";

/** The vendors and the key `sandbox` of a committed stack file. */
function committed(stack: string) {
  const { config } = parseYaml(readFileSync(join(__dirname, "..", "..", `Pulumi.${stack}.yaml`), "utf8"));
  const { "partner-audit:vendors": vendors, "partner-audit:sandbox": sandbox } = config;
  return parse(vendors, sandbox === undefined ? {} : { sandbox });
}

const placeholder =
  'partner-audit:vendors.okta.eventSourceName: "aws.partner/okta.com/REPLACE-ME/REPLACE-ME" is a placeholder; set the partner event source that the vendor made: pulumi config set --path partner-audit:vendors.okta.eventSourceName aws.partner/okta.com/NAMESPACE/NAME';
const sandbox =
  "partner-audit:sandbox: true is allowed only in the sandbox (npm start), because this stack's vendors and accounts are made up; make a stack of your own and set its event source: pulumi stack init dev && pulumi config set --path partner-audit:vendors.okta.eventSourceName aws.partner/okta.com/NAMESPACE/NAME";

describe("a demonstration outside the sandbox", () => {
  it.each([
    ["dev", [placeholder]],
    ["sandbox", [sandbox]],
  ])("is refused with the command that sets a real event source: Pulumi.%s.yaml", (stack, problems) => {
    expect(problemsIn(() => refuseOutsideSandbox(committed(stack)))).toEqual(problems);
  });

  it("is refused for both reasons at once", () => {
    const vendors = { okta: { eventSourceName: "aws.partner/okta.com/REPLACE-ME/REPLACE-ME" } };
    expect(problemsIn(() => refuseOutsideSandbox(parse(vendors, { sandbox: true })))).toEqual([sandbox, placeholder]);
  });

  it("is refused if the existing event bus is a placeholder", () => {
    const [problem = ""] = problemsIn(() =>
      refuseOutsideSandbox(parse({ okta: { eventBusName: "aws.partner/okta.com/REPLACE-ME/REPLACE-ME" } })),
    );
    expect(problem).toBe(placeholder.replace("eventSourceName", "eventBusName"));
  });

  it("is accepted by the sandbox and the test provider only, also after a pause", async () => {
    const work = () => refuseOutsideSandbox(committed("sandbox"));
    expect(() => runEmulated(work)).not.toThrow();
    const later = runEmulated(async () => {
      await Promise.resolve();
      work();
    });
    expect(work).toThrow(ConfigurationError);
    await expect(later).resolves.toBeUndefined();
    expect(work).toThrow(ConfigurationError);
  });
});

describe("a stack with a real event source", () => {
  it.each([{}, { sandbox: false }])("is never refused: %j", (others) => {
    expect(problemsIn(() => refuseOutsideSandbox(parse(oktaAlone, others)))).toEqual([]);
  });
});
