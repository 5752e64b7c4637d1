/** A Source of CloudTrail Lake integrations: AWS's fixed name for the origin of a channel's events. */
export interface Source {
  /** The vendor's key in configuration. `Custom` is the Source of every vendor without one of its own. */
  readonly vendor: string;
  /** The vendor's display name. */
  readonly title: string;
  /** `direct`: the vendor calls PutAuditEvents, with an external ID. `solution`: an application in your account does. */
  readonly integration: "direct" | "solution";
  /** True if the vendor sends events to Amazon EventBridge. */
  readonly eventBridgePartner: boolean;
}

/**
 * All Sources, by their name in a channel. A Region allows one channel per Source.
 * Sources: AWS CloudTrail User Guide, "Create an integration with an event source outside of AWS" (names, integration types); Amazon
 * EventBridge User Guide, "Receiving events from a SaaS partner with Amazon EventBridge" (partners).
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
