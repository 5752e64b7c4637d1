import type { Circumstances, Finding, ResourcePolicy } from "../policy";
import type { TypedResource } from "../reading/properties";
import { onType } from "../rules";

/** The day on which the table was taken from AWS's. */
const runtimesAsOf = "2026-11-01";

/** Lambda's managed runtimes and the day on which each loses its security updates (AWS Lambda Developer Guide, "Lambda runtimes"), without previews. */
export const runtimeDeprecation: Readonly<Record<string, string>> = {
  "nodejs24.x": "2028-04-30",
  "nodejs22.x": "2027-04-30",
  "python3.14": "2029-06-30",
  "python3.13": "2029-06-30",
  "python3.12": "2028-10-31",
  "python3.11": "2027-06-30",
  "python3.10": "2026-10-31",
  java25: "2029-06-30",
  java21: "2029-06-30",
  "java17.al2023": "2029-06-30",
  "java11.al2023": "2029-06-30",
  "java8.al2023": "2029-06-30",
  java17: "2027-06-30",
  java11: "2027-06-30",
  "java8.al2": "2027-06-30",
  dotnet10: "2028-11-14",
  dotnet8: "2026-11-10",
  "ruby4.0": "2029-03-31",
  "ruby3.4": "2028-03-31",
  "ruby3.3": "2027-03-31",
  "provided.al2023": "2029-06-30",
};

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
  rules: [
    onType("aws:lambda/function:Function", (one, circumstances) =>
      one.props.packageType === "Image" ? [] : runtimeFindings(one, circumstances),
    ),
  ],
};

function runtimeFindings(
  { name, props }: TypedResource<"aws:lambda/function:Function">,
  { configuration, today }: Circumstances,
): readonly Finding[] {
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
