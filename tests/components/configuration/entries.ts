import { parseConfiguration } from "../../../components/configuration/parseConfiguration";
import { ConfigurationError } from "../../../components/configuration/problem";

/** A vendor with its own mapping, the basis of the tests. */
export const okta = { eventSourceName: "aws.partner/okta.com/acme/audit" };

/** A partner that sends audit events to the channel itself. */
export const clumio = { delivery: "direct", principal: "210987654321", externalId: "acme-0123456789abcdef" };

/** A vendor without a built-in mapping. */
export const hr = {
  vendor: "custom",
  eventSourceName: "aws.partner/example.com/acme/hr",
  mapping: { eventName: "event.action", userIdentity: { principalId: "event.actor" } },
};

export const storeArn = "arn:aws:cloudtrail:us-east-1:123456789012:eventdatastore/3f212354-317c-4209-9341-631210ebc1aa";
export const channelArn = "arn:aws:cloudtrail:us-east-1:123456789012:channel/3f212354-317c-4209-9341-631210ebc1aa";

export function parse(
  vendors: unknown,
  others: Record<string, unknown> = {},
  region = "us-east-1",
  namePrefix = "partner-audit-dev",
) {
  return parseConfiguration({ values: { vendors, ...others }, namePrefix, region });
}

/** Returns the problems that a function throws, as `path: message`. */
export function problemsIn(work: () => unknown): readonly string[] {
  try {
    work();
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) {
      return error.problems.map(({ path, message }) => `${path}: ${message}`);
    }
    throw error;
  }
}

/** Returns the problems of a configuration of vendors, as `path: message` without the namespace. */
export function problemsOf(...input: Parameters<typeof parse>): readonly string[] {
  return problemsIn(() => parse(...input)).map((problem) => problem.replace(/^partner-audit:/, ""));
}
