import { defineType, type Identity } from "../defineType";
import { arn, jsonText } from "../formats";
import type { Inputs } from "../resourceType";
import { anything, type Check, failure, isInputs, oneOf, optional, required, text } from "../values";
import { channelArnOf, checkChannel } from "./channel";
import { checkChannelPolicy } from "./channelPolicy";
import { checkLakeDashboard, lakeDashboardArnOf } from "./lakeDashboard";

/** A CloudFormation resource type that Cloud Control makes. */
interface CloudFormationType {
  readonly check: Check;
  /** The id, and the properties that the cloud adds to the desired state. */
  readonly answer: (desired: Inputs, identity: Identity) => { readonly id: string; readonly added: Inputs };
  /** Properties that the service takes but never gives back. */
  readonly writeOnly: readonly string[];
}

const cloudFormationTypes: Readonly<Record<string, CloudFormationType>> = {
  "AWS::CloudTrail::Channel": {
    check: checkChannel,
    answer: (_desired, identity) => {
      const channelArn = channelArnOf(identity);
      return { id: channelArn, added: { ChannelArn: channelArn } };
    },
    writeOnly: ["Tags"],
  },
  "AWS::CloudTrail::Dashboard": {
    check: checkLakeDashboard,
    answer: (desired, identity) => {
      const dashboardArn = lakeDashboardArnOf(desired, identity);
      return { id: dashboardArn, added: { DashboardArn: dashboardArn, Status: "CREATED", Type: "CUSTOM" } };
    },
    writeOnly: [],
  },
  "AWS::CloudTrail::ResourcePolicy": {
    check: checkChannelPolicy,
    answer: (desired) => ({ id: String(desired.ResourceArn), added: {} }),
    writeOnly: [],
  },
};

/**
 * A resource made through AWS Cloud Control, whose desired state is checked against the schema of its CloudFormation type.
 * The sandbox knows the types that the bridged provider lacks and the program needs.
 */
export const cloudControlResource = defineType("aws:cloudcontrol/resource:Resource", {
  properties: {
    typeName: required(oneOf(Object.keys(cloudFormationTypes))),
    desiredState: required(text()),
    roleArn: optional(arn("iam")),
    schema: optional(jsonText()),
    typeVersionId: optional(text({ minimum: 1, maximum: 128 })),
  },
  rules: ({ typeName, desiredState }) => {
    const known = cloudFormationTypes[String(typeName)];
    return typeof desiredState === "string" ? jsonText(desired(known?.check))(desiredState, "desiredState") : [];
  },
  replaceOnChanges: ["typeName", "desiredState.Source", "desiredState.ResourceArn"],
  computedAtCreate: ["properties"],
  answer: ({ typeName, desiredState }, identity) => {
    const known = cloudFormationTypes[String(typeName)];
    const state: unknown = JSON.parse(String(desiredState));
    if (known === undefined || !isInputs(state)) {
      throw new Error(`The sandbox makes no ${String(typeName)} of ${String(desiredState)}.`);
    }
    const { id, added } = known.answer(state, identity);
    const readable = Object.entries(state).filter(([name]) => !known.writeOnly.includes(name));
    return { id, properties: JSON.stringify({ ...Object.fromEntries(readable), ...added }) };
  },
});

function desired(check: Check = anything): Check {
  return (state, place) =>
    isInputs(state) ? check(state, place) : [failure(place, "an object is needed", state, "a JSON object")];
}
