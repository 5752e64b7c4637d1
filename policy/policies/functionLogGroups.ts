import type { Finding, StackPolicy } from "../policy";
import type { TypedResource } from "../reading/properties";
import { groupBy } from "../stack/groupBy";
import { type JudgedStack, placeOf } from "../stack/judgedStack";
import { knownValue } from "../unknownValue";

type LambdaFunction = TypedResource<"aws:lambda/function:Function">;

/** Requires that each function has its own log group in the stack, with the stack's retention and tags. */
export const functionLogGroups: StackPolicy = {
  name: "function-log-groups",
  description:
    "Every function has its own log group in the stack, instead of one that Lambda creates and that never expires.",
  severity: "medium",
  enforcementLevel: "mandatory",
  references: ["NIST 800-53 AU-11"],
  remediation:
    "Declare a log group named /aws/lambda/ followed by the function's name, or name one in loggingConfig.logGroup.",
  stackRules: [
    (stack) => {
      const functions = stack.ofType("aws:lambda/function:Function");
      const writers = groupBy(functions, (one) => {
        const name = configuredName(one);
        return name === undefined ? undefined : `${placeOf(one)} ${name}`;
      });
      const declared = declaredGroups(stack);
      return functions.map((about) => ({
        about,
        find: () => {
          const name = configuredName(about);
          const sharing = writers.get(`${placeOf(about)} ${name}`) ?? [];
          return sharing.length > 1 ? sharedFinding(about, sharing, String(name)) : undeclaredFinding(about, declared);
        },
      }));
    },
  ],
};

/** The most other functions that a message names. */
const mostNamed = 3;

/** @param sharing all functions that write to the group, including this one */
function sharedFinding(about: LambdaFunction, sharing: readonly LambdaFunction[], group: string): readonly Finding[] {
  const named = sharing.slice(0, mostNamed + 1).filter((other) => other !== about);
  const others = named.slice(0, mostNamed).map(({ name }) => name);
  const left = sharing.length - 1 - others.length;
  const owners = [...others, ...(left > 0 ? [`${left} more`] : [])].join(", ");
  return [
    {
      subject: `loggingConfig::${group}`,
      message: `The function ${about.name} writes to the log group of ${owners} (${group}); give it its own.`,
    },
  ];
}

function undeclaredFinding(about: LambdaFunction, declared: DeclaredGroups): readonly Finding[] {
  // Source of the names: AWS Lambda Developer Guide, "Configuring CloudWatch log groups".
  const group = configuredName(about) ?? `/aws/lambda/${String(about.props.name)}`;
  const isDeclared =
    declared.namedAfter.has(about.urn) ||
    declared.places.has(`${placeOf(about)} ${group}`) ||
    about.sourcesOf?.("loggingConfig").some((urn) => declared.urns.has(urn)) === true;
  return isDeclared
    ? []
    : [
        {
          subject: "logGroup",
          message: `The function ${about.name} has no log group in the stack (${group}); declare it, in the function's Region, with a retention.`,
        },
      ];
}

/** The log groups of a stack: by URN, by place and name, and by the functions that they are named after. */
interface DeclaredGroups {
  readonly urns: ReadonlySet<string>;
  readonly places: ReadonlySet<string>;
  readonly namedAfter: ReadonlySet<string>;
}

function declaredGroups(stack: JudgedStack): DeclaredGroups {
  const groups = stack.ofType("aws:cloudwatch/logGroup:LogGroup");
  return {
    urns: new Set(groups.map(({ urn }) => urn)),
    places: new Set(groups.map((group) => `${placeOf(group)} ${textIn(() => group.props.name)}`)),
    namedAfter: new Set(groups.flatMap((group) => group.sourcesOf?.("name") ?? [])),
  };
}

function configuredName({ props }: LambdaFunction): string | undefined {
  return textIn(() => props.loggingConfig?.logGroup);
}

function textIn(read: () => unknown): string | undefined {
  const text = knownValue(read);
  return typeof text === "string" && text !== "" ? text : undefined;
}
