import type { AwsError } from "../awsError";
import type { JsonInput } from "../awsJson";
import { startQuery as limits } from "./limits";
import type { LogGroup } from "./logGroup";

/**
 * The log groups that a call of StartQuery names, in one of three ways.
 * Source: Amazon CloudWatch Logs API Reference, StartQuery.
 */
export function queriedGroups(
  input: JsonInput,
  region: string,
  findLogGroup: (name: string) => LogGroup | undefined,
): readonly LogGroup[] | AwsError {
  const given = ways.filter((way) => input[way] !== undefined);
  const [way] = given;
  if (way === undefined || given.length > 1) {
    return invalid(`Exactly one of ${ways.join(", ")} must be given.`);
  }
  const value = input[way];
  const named: readonly unknown[] = way === "logGroupName" ? [value] : Array.isArray(value) ? value : [];
  if (named.length < 1 || named.length > limits.logGroups) {
    return invalid(`${way} must name 1 to ${limits.logGroups} log groups.`);
  }
  const groups: LogGroup[] = [];
  for (const one of named) {
    const group = findLogGroup(way === "logGroupIdentifiers" ? nameOf(one) : String(one));
    const isThere = group !== undefined && group.arn.split(":")[3] === region;
    if (!isThere || (nameOf(one) !== one && group.arn !== one)) {
      return { code: "ResourceNotFoundException", status: 400, message: `Log group '${one}' does not exist.` };
    }
    groups.push(group);
  }
  return groups;
}

const ways = ["logGroupName", "logGroupNames", "logGroupIdentifiers"] as const;

/** A log group's name, of its name or its ARN. */
function nameOf(identifier: unknown): string {
  const text = String(identifier);
  return text.startsWith("arn:") ? (text.split(":log-group:")[1] ?? text) : text;
}

function invalid(message: string): AwsError {
  return { code: "InvalidParameterException", status: 400, message };
}
