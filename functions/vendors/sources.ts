/** A Source of CloudTrail Lake integrations: the fixed name of where a channel's events come from. */
export interface Source {
  /** The key that configuration names the vendor by. `Custom` is the Source of every vendor that has none of its own. */
  readonly vendor: string;
  /** The partner, for people. */
  readonly title: string;
  /** `direct`: the partner calls PutAuditEvents, with an external ID. `solution`: an application in the account does. */
  readonly integration: "direct" | "solution";
  /** Whether the partner sends events to Amazon EventBridge. */
  readonly eventBridgePartner: boolean;
}

/**
 * Every Source, by the name that a channel gives. A Region takes one channel a Source.
 * Sources: AWS CloudTrail User Guide, "Create an integration with an event source outside of AWS" (names, integration types);
 * Amazon EventBridge User Guide, "Receiving events from a SaaS partner with Amazon EventBridge" (partners).
 */
export const sources = {
  CloudStorageSecurityConsole: solution("cloud-storage-security", "Cloud Storage Security Console"),
  Clumio: direct("clumio", "Clumio"),
  CrowdStrike: solution("crowdstrike", "CrowdStrike"),
  Custom: solution("custom", "An application of your own"),
  CyberArk: solution("cyberark", "CyberArk"),
  GitHub: solution("github", "GitHub audit log"),
  IBMMulticloud: direct("ibm-multicloud", "IBM Multicloud (Nordcloud)"),
  KongGatewayEnterprise: solution("kong-gateway-enterprise", "Kong Gateway Enterprise"),
  LaunchDarkly: direct("launchdarkly", "LaunchDarkly"),
  MontyCloud: direct("montycloud", "MontyCloud"),
  NetskopeCloudExchange: solution("netskope-cloud-exchange", "Netskope Cloud Exchange"),
  OktaSystemLogEvents: { ...solution("okta", "Okta System Log"), eventBridgePartner: true },
  OneLogin: { ...solution("onelogin", "OneLogin by One Identity"), eventBridgePartner: true },
  Shoreline: solution("shoreline", "Shoreline.io"),
  Snyk: { ...direct("snyk", "Snyk"), eventBridgePartner: true },
  WizAuditLogs: solution("wiz", "Wiz audit logs"),
} as const satisfies Readonly<Record<string, Source>>;

/** The name of a Source. */
export type SourceName = keyof typeof sources;

function direct<Vendor extends string>(vendor: Vendor, title: string) {
  return { vendor, title, integration: "direct", eventBridgePartner: false } as const;
}

function solution<Vendor extends string>(vendor: Vendor, title: string) {
  return { vendor, title, integration: "solution", eventBridgePartner: false } as const;
}
