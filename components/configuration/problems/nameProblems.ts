import { findVendor, vendors } from "../../../functions/vendors";
import type { Vendor } from "../../../functions/vendors/vendor";
import { nameLimits } from "../../aws/limits";
import { customChannelKey, integrationNames, lakeKey } from "../../aws/names";
import type { EventBridgeSettings, ResolvedSettings } from "../../integration/integrationSettings";
import { plainText } from "../input";
import { conflict, notAllowed, type Problem, problemIf } from "../problem";

/** Returns the maximum length of a key after a name prefix, in characters. An archive has the shortest physical name. */
function longestKey(namePrefix: string): number {
  return nameLimits.archive - namePrefix.length - 1;
}

/**
 * Checks PROJECT-STACK, the prefix of every physical name. Queues, functions and dashboards take letters, digits, hyphens and underscores
 * (Amazon SQS API Reference, CreateQueue; AWS Lambda API Reference, CreateFunction; Amazon CloudWatch API Reference, PutDashboard), and the
 * underscore separates the parts of a name. `path` is `stack` or a component's name.
 */
export function prefixProblems(path: string, namePrefix: string): Problem[] {
  const most = nameLimits.archive - 2;
  const way =
    "choose another stack name (pulumi stack init NAME; pulumi stack rename NAME where nothing is deployed), or another project name in Pulumi.yaml";
  const allowed = `project and stack names of letters, digits and hyphens, together at most ${most} characters with the hyphen between them`;
  const unfit = [...new Set(namePrefix.replace(/[A-Za-z0-9-]/g, ""))];
  const reasons = [
    ...(unfit.length > 0 ? [`contains ${unfit.map((one) => JSON.stringify(one)).join(" and ")}`] : []),
    ...(longestKey(namePrefix) < 1 ? [`has ${namePrefix.length} characters`] : []),
  ];
  return problemIf(
    reasons.length > 0,
    conflict(
      path,
      `resource names begin with PROJECT-STACK, and ${JSON.stringify(namePrefix)} ${reasons.join(" and ")}; they take ${allowed}: ${way}`,
    ),
  );
}

/** Lists the problems of a key, or of an event store's name, that cannot be part of resource names. No key fits after a prefix that is too long. */
export function keyProblems(path: string, key: string, namePrefix: string): Problem[] {
  const longest = longestKey(namePrefix);
  if (longest < 1 || (/^[a-z][a-z0-9-]*$/.test(key) && key.length <= longest)) {
    return [];
  }
  const allowed = `1 to ${longest} lower-case letters, digits and hyphens, beginning with a letter (resource names begin with ${namePrefix})`;
  return [notAllowed(path, key, `named by ${allowed}`)];
}

/** Lists the problems of a vendor's key that cannot be part of resource names, or that is reserved for the resources shared by vendors with the sink s3. */
export function vendorKeyProblems(path: string, key: string, namePrefix: string): Problem[] {
  return [
    ...keyProblems(path, key, namePrefix),
    ...problemIf(
      key === lakeKey,
      conflict(
        path,
        `"${lakeKey}" names the bucket, the table and the workgroup that vendors with the sink s3 share; use another key, for example VENDOR-${lakeKey}`,
      ),
    ),
  ];
}

/** Lists the problem of an integration whose channel and store would have the names of the stack's channel of Source Custom and its store. */
export function reservedKeyProblems(path: string, key: string): Problem[] {
  return problemIf(
    key === customChannelKey,
    conflict(
      path,
      `"${customChannelKey}" names the channel and the store that vendors of Source Custom share, and this vendor has its own channel; use another key, for example VENDOR-${customChannelKey}`,
    ),
  );
}

/** Lists the problem of a log group to adopt whose name is not the integration's: it would be replaced after the adoption. */
export function importProblems(
  path: string,
  key: string,
  { auditLogGroup }: Pick<ResolvedSettings, "auditLogGroup">,
  namePrefix: string,
): Problem[] {
  const own = integrationNames(key, namePrefix).auditLogGroup;
  return problemIf(
    auditLogGroup !== undefined && auditLogGroup.import !== own,
    notAllowed(
      `${path}.auditLogGroup.import`,
      auditLogGroup?.import,
      `${own}, the name of this integration's log group of audit events`,
    ),
  );
}

/** The part that marks an event source's name as a placeholder, in capitals. */
const placeholder = "REPLACE-ME";

/** The parts after the domain in the form of an event source, as in commands and messages. */
const exampleParts = "NAMESPACE/NAME";

/** Returns true if an event source's name is a placeholder, such as `aws.partner/okta.com/REPLACE-ME/REPLACE-ME`, or the form in commands. */
export function isPlaceholder(name: string): boolean {
  return name.split("/").some((part) => part.toUpperCase() === placeholder) || name.endsWith(`/${exampleParts}`);
}

/** Returns the form of a vendor's event sources for commands: `aws.partner/okta.com/NAMESPACE/NAME`. */
export function exampleSource(vendor: string): string {
  return `aws.partner/${findVendor(vendor)?.partnerDomain ?? "DOMAIN"}/${exampleParts}`;
}

/** Lists the problem of another vendor's event source or bus, whose events the mapping does not support. The vendor `custom` accepts any. */
export function foreignSourceProblems(
  path: string,
  vendor: Vendor,
  { eventSourceName, eventBusName }: Pick<EventBridgeSettings, "eventSourceName" | "eventBusName">,
): Problem[] {
  const allowed = vendor.partnerDomain === undefined ? "" : `; it must begin with aws.partner/${vendor.partnerDomain}/`;
  return Object.entries({ eventSourceName, eventBusName }).flatMap(([key, given]) => {
    const name = plainText(given);
    // An unknown domain is accepted: a vendor may use a second one.
    const owner = Object.values(vendors).find(
      ({ partnerDomain }) =>
        partnerDomain !== undefined && name?.toLowerCase().startsWith(`aws.partner/${partnerDomain}/`) === true,
    );
    return problemIf(
      owner !== undefined && owner !== vendor && vendor.name !== "custom",
      conflict(
        `${path}.${key}`,
        `${JSON.stringify(name)} is an event source of ${owner?.name}, not of ${vendor.name}${allowed}, or set vendor: ${owner?.name}`,
      ),
    );
  });
}
