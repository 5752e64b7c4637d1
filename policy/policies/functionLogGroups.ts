import { asObject } from "../documents/statements";
import type { Finding, JudgedResource, StackPolicy } from "../policy";
import { functionType, ofType } from "../stack/references";
import { knownValue } from "../unknownValue";

/** A function's log is the stack's: with its retention and tags, and nobody else's lines in it. */
export const functionLogGroups: StackPolicy = {
  name: "function-log-groups",
  description:
    "Every function has a log group of its own in the stack, not one that Lambda makes and nobody ever empties.",
  severity: "medium",
  enforcementLevel: "mandatory",
  references: ["NIST 800-53 AU-11", "AWS Foundational Security Best Practices CloudWatch.16"],
  remediation:
    "Declare a log group with the name /aws/lambda/ and the function's, or name one in loggingConfig.logGroup.",
  stackQuestions: (resources) => {
    const groups = ofType(resources, "aws:cloudwatch/logGroup:LogGroup");
    const functions = ofType(resources, functionType);
    return functions.map((about) => ({ about, ask: () => logGroupFindings(about, functions, groups) }));
  },
};

function logGroupFindings(
  about: JudgedResource,
  functions: readonly JudgedResource[],
  groups: readonly JudgedResource[],
): readonly Finding[] {
  const sharing = functions.filter(
    (other) =>
      other !== about && configuredName(other) !== undefined && configuredName(other) === configuredName(about),
  );
  if (sharing.length > 0) {
    return [
      {
        subject: `loggingConfig::${configuredName(about)}`,
        message: `The function ${about.name} writes to the log group of ${sharing.map(({ name }) => name).join(", ")} (${configuredName(about)}); give it one of its own.`,
      },
    ];
  }
  const isDeclared = groups.some(
    (group) =>
      group.sources?.name?.includes(about.urn) === true ||
      about.sources?.loggingConfig?.includes(group.urn) === true ||
      knownValue(() => group.props.name) === nameOf(about),
  );
  return isDeclared
    ? []
    : [
        {
          subject: "logGroup",
          message: `The function ${about.name} has no log group in the stack (${nameOf(about)}); declare it with a retention.`,
        },
      ];
}

/** Where a function writes (AWS Lambda Developer Guide, "Configuring CloudWatch log groups"). */
function nameOf(about: JudgedResource): string {
  return configuredName(about) ?? `/aws/lambda/${String(about.props.name)}`;
}

function configuredName({ props }: JudgedResource): string | undefined {
  const name = knownValue(() => asObject(props.loggingConfig).logGroup);
  return typeof name === "string" && name !== "" ? name : undefined;
}
