import type { Circumstances, Finding, JudgedResource, ResourcePolicy } from "../policy";
import { runtimeDeprecation, runtimesAsOf } from "../runtimes";
import { functionType } from "../stack/functions";

/** A function's runtime still gets security updates. */
export const functionRuntimes: ResourcePolicy = {
  name: "function-runtimes",
  description: "A function runs on a runtime that AWS supports and goes on supporting for a while.",
  severity: "medium",
  enforcementLevel: "mandatory",
  references: ["AWS Foundational Security Best Practices Lambda.2", "NIST 800-53 SI-2"],
  remediation: "Move the function to a newer runtime.",
  configuration: {
    noticeDays: {
      type: "integer",
      minimum: 0,
      description: "Days that must be left before a runtime's deprecation.",
      default: 0,
    },
    furtherRuntimes: {
      type: "array",
      items: { type: "string" },
      description: `Runtimes that AWS has added since ${runtimesAsOf}, when the pack's table was made.`,
      default: [],
    },
  },
  questions: (resource, circumstances) =>
    resource.type === functionType && resource.props.packageType !== "Image"
      ? [() => runtimeFindings(resource, circumstances)]
      : [],
};

function runtimeFindings({ name, props }: JudgedResource, { configuration, today }: Circumstances): readonly Finding[] {
  const runtime = String(props.runtime);
  if ((configuration.furtherRuntimes as readonly string[]).includes(runtime)) {
    return [];
  }
  const deprecated = Object.hasOwn(runtimeDeprecation, runtime) ? runtimeDeprecation[runtime] : undefined;
  const notice = Number(configuration.noticeDays);
  const finding = (why: string): readonly Finding[] => [
    {
      subject: `runtime::${runtime}`,
      message: `The function ${name} runs on ${runtime}, ${why}; move it to a newer runtime.`,
    },
  ];
  if (deprecated === undefined) {
    return finding(`which AWS did not support on ${runtimesAsOf}`);
  }
  const days = Math.floor((Date.parse(deprecated) - Date.parse(today)) / 86_400_000);
  if (days < 0) {
    return finding(`whose security updates ended on ${deprecated}`);
  }
  return days < notice
    ? finding(`whose security updates end on ${deprecated}, in ${days} days (noticeDays is ${notice})`)
    : [];
}
