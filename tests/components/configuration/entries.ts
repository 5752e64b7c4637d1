import { parseVendors } from "../../../components/configuration/parseVendors";
import { ConfigurationError } from "../../../components/configuration/problem";

/** A vendor with a mapping of its own, from which the tests start. */
export const okta = { eventSourceName: "aws.partner/okta.com/acme/audit" };

/** A partner that puts the audit events into the channel itself. */
export const clumio = { delivery: "direct", principal: "210987654321", externalId: "acme-0123456789abcdef" };

/** A vendor that no one has coded. */
export const hr = {
  vendor: "custom",
  eventSourceName: "aws.partner/example.com/acme/hr",
  mapping: { eventName: "event.action", userIdentity: { principalId: "event.actor" } },
};

export const storeArn = "arn:aws:cloudtrail:us-east-1:123456789012:eventdatastore/3f212354-317c-4209-9341-631210ebc1aa";
export const channelArn = "arn:aws:cloudtrail:us-east-1:123456789012:channel/3f212354-317c-4209-9341-631210ebc1aa";

export function parse(vendors: Record<string, unknown>, others: Record<string, unknown> = {}, region = "us-east-1") {
  return parseVendors({ values: { vendors, ...others }, namePrefix: "partner-audit-dev", region });
}

/** The problems of a configuration of vendors, as `path: message`. */
export function problemsOf(...input: Parameters<typeof parse>): string[] {
  try {
    parse(...input);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) {
      return error.problems.map(({ path, message }) => `${path.replace("partner-audit:", "")}: ${message}`);
    }
    throw error;
  }
}
