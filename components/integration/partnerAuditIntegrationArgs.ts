import type * as pulumi from "@pulumi/pulumi";
import type { AwsClient, EventDataStoreSettings, IntegrationSettings } from "./integrationSettings";

/** The arguments of a PartnerAuditIntegration. */
export interface PartnerAuditIntegrationArgs extends IntegrationSettings {
  /** The vendor whose events these are, by its name in the catalogue, for example `okta`. */
  readonly vendor: string;
  /** How the integration's own event data store is kept. Not used with `eventDataStoreArns` or `channelArn`. @default kept 2555 days, protected */
  readonly eventDataStore?: EventDataStoreSettings;
  /** Existing event data stores that the channel delivers to. @default an event data store of the integration's own */
  readonly eventDataStoreArns?: pulumi.Input<readonly string[]>;
  /** An existing channel, for a Source that already has one. @default a channel of the integration's own */
  readonly channelArn?: pulumi.Input<string>;
  /**
   * The source of `@aws-sdk/client-cloudtrail-data`: the copy in the Lambda runtime, or one packed with the function, which has to be
   * installed. `npm run doctor` reports a runtime without it. @default runtime
   */
  readonly awsClient?: AwsClient;
  /** A permissions boundary for the role: the ARN of a managed policy. @default none */
  readonly permissionsBoundary?: pulumi.Input<string>;
  /** The role's path. @default / */
  readonly rolePath?: string;
  /** The SNS topic that alarms go to. @default none, and no alarms are made */
  readonly alarmTopicArn?: pulumi.Input<string>;
  /** Tags on every resource that takes them. @default none */
  readonly tags?: Readonly<Record<string, string>>;
}
