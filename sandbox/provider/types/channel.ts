import type { Identity } from "../defineType";
import { arn, tagKey, tagValue } from "../formats";
import { limits } from "../limits";
import { type Check, failure, isInputs, listOf, object, oneOf, optional, required, text } from "../values";

/**
 * The values of a channel's Source: AWS CloudTrail User Guide, Create an event data store for events outside of AWS with
 * the console.
 */
export const channelSources = [
  "Custom",
  "CloudStorageSecurityConsole",
  "Clumio",
  "CrowdStrike",
  "CyberArk",
  "GitHub",
  "KongGatewayEnterprise",
  "LaunchDarkly",
  "NetskopeCloudExchange",
  "IBMMulticloud",
  "MontyCloud",
  "OktaSystemLogEvents",
  "OneLogin",
  "Shoreline",
  "Snyk",
  "WizAuditLogs",
] as const;

const checkShape = object({
  // The CloudFormation schema asks for none of the three, but the CreateChannel call behind it asks for all.
  Name: required(text(limits.channel.name)),
  Source: required(oneOf(channelSources)),
  Destinations: required(
    listOf(
      object({
        Type: required(oneOf(["EVENT_DATA_STORE"])),
        Location: required(both(text(limits.channel.location), arn("cloudtrail", "eventdatastore/[a-f0-9-]{36}"))),
      }),
      limits.channel.destinations,
    ),
  ),
  Tags: optional(listOf(object({ Key: required(tagKey), Value: required(tagValue) }), limits.tags.count)),
});

/** Checks the desired state of a channel (AWS CloudFormation Template Reference, AWS::CloudTrail::Channel). */
export const checkChannel: Check = (state, place) => [...checkShape(state, place), ...repeated(state, place)];

/** The ARN that CloudTrail gives a new channel. */
export function channelArnOf(identity: Identity): string {
  return identity.arn("cloudtrail", `channel/${identity.uuid()}`);
}

function repeated(state: unknown, place: string): readonly string[] {
  const destinations = isInputs(state) && Array.isArray(state.Destinations) ? state.Destinations : [];
  const written = destinations.map((destination) => JSON.stringify(destination));
  const twice = destinations.filter((_destination, index) => written.indexOf(written[index] ?? "") < index);
  return twice.map((destination) =>
    failure(`${place}.Destinations`, "an entry stands twice", destination, "each destination once"),
  );
}

function both(first: Check, second: Check): Check {
  return (value, place) => [...first(value, place), ...second(value, place)];
}
