import type { JsonObject } from "../../../functions/mapping/values/json";
import { applyPatch } from "../../cloudControl/applyPatch";
import { createPatch } from "../../cloudControl/createPatch";
import { jsonObjectOf, type ReadModelSchema, readModel } from "../../cloudControl/readModel";
import { defineType, type Identity } from "../defineType";
import type { Inputs } from "../resourceType";
import { type Check, failure, isInputs, jsonText, oneOf, required, text } from "../values";
import { checkChannel, checkResourcePolicy } from "./channel";
import { checkLakeDashboard } from "./lakeDashboard";

/** A CloudFormation resource type that Cloud Control makes. */
interface CloudFormationType extends ReadModelSchema {
  readonly check: Check;
  /** The read-only properties that the cloud adds to the desired state; the first is the id. */
  readonly added: (desired: Inputs, identity: Identity) => JsonObject;
  /** The names of the read-only properties. */
  readonly readOnly: readonly string[];
}

/** Which properties are unordered, write-only and read-only: the types' schemas of 2026-10-20, as cfn-lint 1.58.0 has them. */
const cloudFormationTypes: Readonly<Record<string, CloudFormationType>> = {
  "AWS::CloudTrail::Channel": {
    check: checkChannel,
    added: (_desired, identity) => ({ ChannelArn: identity.arn("cloudtrail", `channel/${identity.uuid()}`) }),
    unordered: ["Destinations", "Tags"],
    writeOnly: [],
    readOnly: ["ChannelArn"],
  },
  "AWS::CloudTrail::Dashboard": {
    check: checkLakeDashboard,
    added: ({ Name }, identity) => ({
      DashboardArn: identity.arn("cloudtrail", `dashboard/${String(Name)}`),
      Status: "CREATED",
      Type: "CUSTOM",
    }),
    unordered: ["Tags"],
    writeOnly: [],
    readOnly: ["DashboardArn", "CreatedTimestamp", "UpdatedTimestamp", "Status", "Type"],
  },
  "AWS::CloudTrail::ResourcePolicy": {
    check: checkResourcePolicy,
    added: () => ({}),
    unordered: [],
    writeOnly: [],
    readOnly: [],
  },
};

/**
 * A resource made through AWS Cloud Control. An update is the provider's JSON patch, applied to the properties that the type's read
 * handler returns (AWS Cloud Control API User Guide, "Updating a resource"), so a patch that misses its element shows. A resource's
 * desired state is checked against the schema of its CloudFormation type.
 * The sandbox supports the types that the bridged provider lacks and the program needs.
 */
export const cloudControlResource = defineType("aws:cloudcontrol/resource:Resource", {
  properties: {
    typeName: required(oneOf(...Object.keys(cloudFormationTypes))),
    desiredState: required(text()),
  },
  rules: ({ typeName, desiredState }) => jsonText(desired(typeName))(desiredState, "desiredState"),
  replaceOnChanges: ["typeName", "desiredState.Source", "desiredState.ResourceArn"],
  answer: ({ typeName, desiredState = "{}" }, identity) => {
    const state = jsonObjectOf(desiredState);
    const known = cloudFormationTypes[String(typeName)];
    const added = known?.added(state, identity) ?? {};
    const id = String(Object.values(added)[0] ?? state.ResourceArn);
    return { id, properties: JSON.stringify(known && readModel({ ...state, ...added }, known, id)) };
  },
  update: ({ inputs: olds, outputs }, { typeName, desiredState }) => {
    const known = cloudFormationTypes[String(typeName)];
    if (known === undefined) {
      throw new Error(`The sandbox does not support ${String(typeName)}.`);
    }
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

function desired(typeName: unknown): Check {
  return (state, place) =>
    isInputs(state)
      ? (cloudFormationTypes[String(typeName)]?.check(state, place) ?? [])
      : [failure(place, "an object is needed", state, "a JSON object")];
}
