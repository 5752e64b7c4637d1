import type { TypedResource } from "../reading/properties";
import { knownValue } from "../unknownValue";
import type { JudgedStack } from "./judgedStack";

/** Finds a program's log groups for audit events, which a forwarder's environment names. */
export function auditLogGroups(stack: JudgedStack): readonly TypedResource<"aws:cloudwatch/logGroup:LogGroup">[] {
  const groups = new Map(
    stack.ofType("aws:cloudwatch/logGroup:LogGroup").map((group) => [knownValue(() => group.props.name), group]),
  );
  const named = namedByForwarders(stack).map((arn) => groups.get(nameIn(arn)));
  return [...new Set(named)].filter((group) => group !== undefined);
}

/** Lists the known ARNs of all log groups for audit events: the program's, and existing ones that it uses. */
export function auditLogGroupArns(stack: JudgedStack): readonly string[] {
  return [...new Set(namedByForwarders(stack).map((arn) => arn.replace(/:\*$/, "")))];
}

function namedByForwarders(stack: JudgedStack): readonly string[] {
  return stack.ofType("aws:lambda/function:Function").flatMap(({ props }) => {
    const arn: unknown = knownValue(() => props.environment?.variables?.AUDIT_LOG_GROUP_ARN);
    return typeof arn === "string" && arn !== "" ? [arn] : [];
  });
}

/** Returns the name in a log group's ARN: `arn:aws:logs:us-east-1:123456789012:log-group:/audit/okta`. */
function nameIn(arn: string): string | undefined {
  return arn.split(":")[6];
}
