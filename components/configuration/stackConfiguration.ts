import type * as pulumi from "@pulumi/pulumi";
import type { JsonObject } from "../../functions/mapping/values/json";
import type { ScanPlan } from "../detections/scans/scanPlan";
import type { EventDataStoreSettings } from "../integration/eventDataStoreSettings";
import type { AwsClient, ResolvedSettings } from "../integration/integrationSettings";
import type { LakeConfiguration } from "../lake/lakeSettings";
import type { AlarmConfiguration, DashboardsConfiguration, FindingsConfiguration } from "./stackSchema";

/** The checked configuration of a stack, with all references resolved. */
export interface StackConfiguration {
  readonly integrations: Readonly<Record<string, IntegrationConfiguration>>;
  /** The stores under `partner-audit:eventStores` that the stack makes, including those that no vendor uses. */
  readonly eventStores: Readonly<Record<string, EventDataStoreSettings>>;
  /** Stores of the stack's channel of Source Custom, which vendors without a Source of their own share; undefined if no vendor needs it. */
  readonly customChannelStores?: readonly StoreReference[];
  /** The id of the account's event data store of AWS events, for queries that join both. */
  readonly awsEventStore?: string;
  /** The source of AWS's client for the CloudTrail Data Service. @default runtime */
  readonly awsClient?: AwsClient;
  /** A permissions boundary for every role. */
  readonly permissionsBoundary?: string;
  /** The path of every role. */
  readonly rolePath?: string;
  /** Settings of alarms; undefined if there are none. */
  readonly alarms?: AlarmConfiguration;
  /** Settings of dashboards; undefined if there are none. */
  readonly dashboards?: DashboardsConfiguration;
  /** Settings of the lake, as configured; defaults if none are configured and a vendor has the sink s3. */
  readonly lake?: LakeConfiguration;
  /** Scans that run the rules of the detections, by name. */
  readonly scans: Readonly<Record<string, ScanPlan>>;
  /** Messages about values that are allowed but probably mistakes. */
  readonly warnings: readonly string[];
  /** Destination of findings. */
  readonly findings: FindingsConfiguration;
  /** Marks a demonstration, which only the sandbox and the test provider accept. @default false */
  readonly sandbox?: boolean;
  /** Tags on every resource. */
  readonly tags: Readonly<Record<string, string>>;
}

/** A resolved integration. */
export interface IntegrationConfiguration {
  /** The vendor's name in the catalogue. */
  readonly vendor: string;
  readonly settings: ResolvedSettings;
  readonly channel: ChannelConfiguration;
  /** An event to map and print at a preview. */
  readonly sample?: JsonObject;
}

/** The channel of an integration: its own, the stack's of Source Custom, another integration's, an existing one, or none. */
export type ChannelConfiguration =
  | { readonly kind: "own"; readonly stores: readonly StoreReference[] }
  | { readonly kind: "custom" }
  | { readonly kind: "none" }
  | { readonly kind: "shared"; readonly integration: string }
  | { readonly kind: "existing"; readonly arn: string };

/** A store of a channel: the integration's own, one under `eventStores`, or an existing one. */
export type StoreReference =
  | { readonly kind: "own"; readonly settings: EventDataStoreSettings }
  | { readonly kind: "named"; readonly name: string }
  | { readonly kind: "existing"; readonly arn: string; readonly kmsKeyArn?: pulumi.Input<string> | undefined };
