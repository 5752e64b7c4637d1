import type * as pulumi from "@pulumi/pulumi";
import type { JsonObject } from "../../functions/mapping/values/json";
import type { ScanPlan } from "../detections/scans/scanPlan";
import type { EventDataStoreSettings } from "../integration/eventDataStoreSettings";
import type { AwsClient, ResolvedSettings } from "../integration/integrationSettings";
import type { LakeConfiguration } from "../lake/lakeSettings";
import type { AlarmConfiguration, DashboardsConfiguration, FindingsConfiguration } from "./stackSchema";

/** The configuration of a stack, checked and with every reference resolved: the components need to look nothing up. */
export interface StackConfiguration {
  readonly integrations: Readonly<Record<string, IntegrationConfiguration>>;
  /** Stores that the stack makes under `partner-audit:eventStores`, whether a vendor uses them or not. */
  readonly eventStores: Readonly<Record<string, EventDataStoreSettings>>;
  /** Where the stack's channel of Source Custom delivers, which every vendor without a Source of its own shares; undefined where none needs it. */
  readonly customChannelStores?: readonly StoreReference[];
  /** The id of the account's own AWS event data store, for queries that join both. */
  readonly awsEventStore?: string;
  /** The source of AWS's client for the CloudTrail Data Service. @default runtime */
  readonly awsClient?: AwsClient;
  /** A permissions boundary for every role. */
  readonly permissionsBoundary?: string;
  /** The path of every role. */
  readonly rolePath?: string;
  /** Where the alarms go; undefined where there are none. */
  readonly alarms?: AlarmConfiguration;
  /** What shows the events; undefined where nothing does. */
  readonly dashboards?: DashboardsConfiguration;
  /** The settings of the lake, as configured; with the defaults alone where a vendor has the sink s3. */
  readonly lake?: LakeConfiguration;
  /** The scans that run the rules of its detections, by name. */
  readonly scans: Readonly<Record<string, ScanPlan>>;
  /** What is allowed and is likely to be a mistake, for a person to read. */
  readonly warnings: readonly string[];
  /** Where what they find goes. */
  readonly findings: FindingsConfiguration;
  /** Marks a demonstration, which only the sandbox and the test provider take. @default false */
  readonly sandbox?: boolean;
  /** Tags on every resource. */
  readonly tags: Readonly<Record<string, string>>;
}

/** One integration, resolved. */
export interface IntegrationConfiguration {
  /** The vendor's name in the catalogue. */
  readonly vendor: string;
  readonly settings: ResolvedSettings;
  readonly channel: ChannelConfiguration;
  /** An event to map and to show at a preview. */
  readonly sample?: JsonObject;
}

/** The channel of an integration: its own, the stack's of Source Custom, another integration's, an existing one, or none. */
export type ChannelConfiguration =
  | { readonly kind: "own"; readonly stores: readonly StoreReference[] }
  | { readonly kind: "custom" }
  | { readonly kind: "none" }
  | { readonly kind: "shared"; readonly integration: string }
  | { readonly kind: "existing"; readonly arn: string };

/** Where a channel delivers: a store of the integration's own, one under `eventStores`, or one that exists already. */
export type StoreReference =
  | { readonly kind: "own"; readonly settings: EventDataStoreSettings }
  | { readonly kind: "named"; readonly name: string }
  | { readonly kind: "existing"; readonly arn: string; readonly kmsKeyArn?: pulumi.Input<string> | undefined };
