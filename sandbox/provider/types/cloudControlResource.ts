import type { JsonObject } from "../../../functions/mapping/json";
import { applyPatch } from "../../cloudControl/applyPatch";
import { createPatch } from "../../cloudControl/createPatch";
import { jsonObjectOf, type ReadModelSchema, readModel } from "../../cloudControl/readModel";
import { defineType, type Identity } from "../defineType";
import { arn, jsonText } from "../formats";
import type { Inputs } from "../resourceType";
import { anything, type Check, failure, isInputs, oneOf, optional, required, text } from "../values";
import { channelArnOf, checkChannel } from "./channel";
import { checkChannelPolicy } from "./channelPolicy";
import { checkLakeDashboard, lakeDashboardArnOf } from "./lakeDashboard";

/** A CloudFormation resource type that Cloud Control makes. */
interface CloudFormationType extends ReadModelSchema {
  readonly check: Check;
  /** The id, and the read-only properties that the cloud adds to the desired state. */
  readonly answer: (desired: Inputs, identity: Identity) => { readonly id: string; readonly added: JsonObject };
  /** The names of the read-only properties. */
  readonly readOnly: readonly string[];
}

/** Which properties are unordered, write-only and read-only: the types' schemas of 2026-10-20, as cfn-lint 1.58.0 has them. */
const cloudFormationTypes: Readonly<Record<string, CloudFormationType>> = {
  "AWS::CloudTrail::Channel": {
    check: checkChannel,
    answer: (_desired, identity) => {
      const channelArn = channelArnOf(identity);
      return { id: channelArn, added: { ChannelArn: channelArn } };
    },
    unordered: ["Destinations", "Tags"],
    writeOnly: [],
    readOnly: ["ChannelArn"],
  },
  "AWS::CloudTrail::Dashboard": {
    check: checkLakeDashboard,
    answer: (desired, identity) => {
      const dashboardArn = lakeDashboardArnOf(desired, identity);
      return { id: dashboardArn, added: { DashboardArn: dashboardArn, Status: "CREATED", Type: "CUSTOM" } };
    },
    unordered: ["Tags"],
    writeOnly: [],
    readOnly: ["DashboardArn", "CreatedTimestamp", "UpdatedTimestamp", "Status", "Type"],
  },
  "AWS::CloudTrail::ResourcePolicy": {
    check: checkChannelPolicy,
    answer: (desired) => ({ id: String(desired.ResourceArn), added: {} }),
    unordered: [],
    writeOnly: [],
    readOnly: [],
  },
};

/**
 * A resource made through AWS Cloud Control. An update is the provider's JSON patch, applied to the properties that the type's read
 * handler returns (AWS Cloud Control API User Guide, "Updating a resource"), so a patch that misses its element shows. A resource's
 * desired state is checked against the schema of its CloudFormation type.
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
    const known = knownType(typeName);
    const { id, added } = known.answer(jsonObjectOf(desiredState), identity);
    return { id, properties: JSON.stringify(readModel({ ...jsonObjectOf(desiredState), ...added }, known, id)) };
  },
  update: ({ inputs: olds, outputs }, { typeName, desiredState }) => {
    const known = knownType(typeName);
    const patch = createPatch(jsonObjectOf(olds.desiredState), jsonObjectOf(desiredState));
    const occasion = JSON.stringify(patch);
    const model = applyPatch(readModel(jsonObjectOf(outputs.properties), known, occasion), patch);
    const writable = Object.entries(jsonObjectOf(JSON.stringify(model))).filter(
      ([name]) => !known.readOnly.includes(name),
    );
    const failures = known.check(Object.fromEntries(writable), "properties");
    if (failures.length > 0) {
      throw new Error(`ValidationException: the patch ${occasion} is refused: ${failures.join("; ")}`);
    }
    return { properties: JSON.stringify(model) };
  },
});

function knownType(typeName: unknown): CloudFormationType {
  const known = cloudFormationTypes[String(typeName)];
  if (known === undefined) {
    throw new Error(`The sandbox makes no ${String(typeName)}.`);
  }
  return known;
}

function desired(check: Check = anything): Check {
  return (state, place) =>
    isInputs(state) ? check(state, place) : [failure(place, "an object is needed", state, "a JSON object")];
}
