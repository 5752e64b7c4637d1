import type { JsonObject } from "../../../functions/mapping/values/json";
import { applyPatch, createPatch, jsonObjectOf, type ReadModelSchema, readModel } from "../../cloudControl/patch";
import { defineType, type Identity } from "../defineType";
import type { Inputs } from "../resourceType";
import { type Check, failure, isInputs, jsonText, oneOf, required, text } from "../values";
import { checkChannel, checkLakeDashboard, checkResourcePolicy } from "./lakeStates";

interface CloudFormationType extends ReadModelSchema {
  readonly check: Check;
  /** The read-only properties that the cloud adds to the desired state. The first is the id. */
  readonly added: (desired: Inputs, identity: Identity) => JsonObject;
  readonly readOnly: readonly string[];
}

/** Unordered and read-only properties of the types' schemas of 2026-10-20, from cfn-lint 1.58.0. */
const cloudFormationTypes: Readonly<Record<string, CloudFormationType>> = {
  "AWS::CloudTrail::Channel": {
    check: checkChannel,
    added: (_desired, identity) => ({ ChannelArn: identity.arn("cloudtrail", `channel/${identity.uuid()}`) }),
    unordered: ["Destinations", "Tags"],
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
    readOnly: ["DashboardArn", "CreatedTimestamp", "UpdatedTimestamp", "Status", "Type"],
  },
  "AWS::CloudTrail::ResourcePolicy": {
    check: checkResourcePolicy,
    added: () => ({}),
    unordered: [],
    readOnly: [],
  },
};

/**
 * A resource created through AWS Cloud Control, of the types that the bridged provider lacks and the program needs. An update applies the
 * provider's JSON patch to the output of the type's read handler (AWS Cloud Control API User Guide, "Updating a resource").
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
