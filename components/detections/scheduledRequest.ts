import type * as pulumi from "@pulumi/pulumi";

/** What one schedule hands over, but for its time. */
export interface ScheduledRequest {
  readonly detection: string;
  readonly integration: string;
  /** A rate expression. */
  readonly schedule: string;
  readonly store:
    | { readonly kind: "lake"; readonly eventDataStoreArn: pulumi.Output<string> }
    | { readonly kind: "logs"; readonly logGroupName: pulumi.Output<string> };
}
