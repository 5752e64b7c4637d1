import { runtimeDeprecation, runtimesAsOf } from "../data/runtimes";
import type { Circumstances, Finding, ResourcePolicy } from "../policy";
import type { TypedResource } from "../reading/properties";
import { onType } from "../rules";
import { isSet } from "../unknownValue";

/** Requires a runtime that still gets security updates. */
export const functionRuntimes: ResourcePolicy = {
  name: "function-runtimes",
  description: "A function uses a runtime that AWS supports and will support for at least `noticeDays`.",
  severity: "medium",
  enforcementLevel: "mandatory",
  references: ["AWS Foundational Security Best Practices Lambda.2", "NIST 800-53 SI-2"],
  remediation: "Move the function to a newer runtime.",
  configuration: {
    noticeDays: {
      type: "integer",
      minimum: 0,
      description: "Minimum days until a runtime's deprecation.",
      default: 0,
    },
    furtherRuntimes: {
      type: "array",
      items: { type: "string" },
      description: `Runtimes that AWS has added since ${runtimesAsOf}, the date of the pack's table. Higher versions of runtimes in the table pass without an entry.`,
      default: [],
    },
  },
  rules: [onType("aws:lambda/function:Function", runtimeFindings)],
};

function runtimeFindings(
  { name, props }: TypedResource<"aws:lambda/function:Function">,
  { configuration, today }: Circumstances,
): readonly Finding[] {
  // A container image contains its runtime.
  if (isSet(() => props.imageUri) || props.packageType === "Image") {
    return [];
  }
  if (!isSet(() => props.runtime)) {
    const message = `The function ${name} names no runtime, which every function except one from a container image needs; name one that AWS supports.`;
    return [{ subject: "runtime", message }];
  }
  const runtime = String(props.runtime);
  const fault = faultOf(runtime, today, Number(configuration.noticeDays));
  return fault === undefined || (configuration.furtherRuntimes as readonly string[]).includes(runtime)
    ? []
    : [
        {
          subject: `runtime::${runtime}`,
          message: `The function ${name} runs on ${runtime}, ${fault}; move it to a newer runtime.`,
        },
      ];
}

function faultOf(runtime: string, today: string, notice: number): string | undefined {
  if (!Object.hasOwn(runtimeDeprecation, runtime)) {
    return isHigherVersion(runtime) ? undefined : `which is not among Lambda's runtimes of ${runtimesAsOf}`;
  }
  const deprecated = runtimeDeprecation[runtime];
  if (deprecated === undefined) {
    return undefined;
  }
  const days = Math.floor((Date.parse(deprecated) - Date.parse(today)) / 86_400_000);
  if (days < 0) {
    return `whose security updates ended on ${deprecated}`;
  }
  return days < notice
    ? `whose security updates end on ${deprecated}, in ${days} days (noticeDays is ${notice})`
    : undefined;
}

/** Reports if a runtime's version is higher than those of all runtimes in the table with an identifier of the same form, for example python3.20. */
function isHigherVersion(runtime: string): boolean {
  const formOf = (identifier: string) => identifier.replace(/\d+/g, "0");
  const sameForm = Object.keys(runtimeDeprecation).filter((known) => formOf(known) === formOf(runtime));
  return sameForm.length > 0 && sameForm.every((known) => known.localeCompare(runtime, "en", { numeric: true }) < 0);
}
