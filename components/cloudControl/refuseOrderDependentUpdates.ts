import type * as pulumi from "@pulumi/pulumi";
import { isJsonObject, type JsonObject } from "../../functions/mapping/values/json";
import { checkBefore, knownValue } from "../aws/hooks";
import { orderDependentChanges, type UnorderedList } from "./orderDependentChanges";

/**
 * Makes options for a channel that refuse, at a preview already, an update whose result depends on the order in which AWS returns the
 * channel's stores and tags. The error names the ways out. A desired state that a preview does not know yet is checked before the update.
 * @param name the channel's logical name
 */
export function refuseOrderDependentUpdates(name: string): Pick<pulumi.CustomResourceOptions, "hooks"> {
  return checkBefore("beforeUpdate", `order-of-lists:${name}`, check);
}

async function check({ name, urn, oldInputs, newInputs, oldOutputs }: pulumi.ResourceHookArgs): Promise<void> {
  const old = await documentOf(oldInputs?.desiredState);
  const desired = await documentOf(newInputs?.desiredState);
  if (old === undefined || desired === undefined) {
    return;
  }
  const read = (await documentOf(oldOutputs?.properties)) ?? old;
  const lists = orderDependentChanges(old, desired, read);
  if (lists.length > 0) {
    throw new Error(refusal(name, urn, lists, desired));
  }
}

const content: Readonly<Record<UnorderedList, string>> = { Destinations: "event data stores", Tags: "tags" };

const inPlace: Readonly<Record<UnorderedList, string>> = {
  Destinations: "Stores can be added in place, and all of them can be exchanged.",
  Tags: "Tags can be added in place.",
};

function refusal(name: string, urn: string, lists: readonly UnorderedList[], desired: JsonObject): string {
  const what = lists.map((list) => content[list]).join(" and ");
  return [
    `${name} is not updated: the change of its ${what} could hit the wrong element. Cloud Control changes list elements by their position, and CloudTrail returns them in any order.`,
    ...lists.map((list) => inPlace[list]),
    `To make a new channel in its place, with another ARN, run: pulumi up --replace '${urn}'`,
    'To keep the ARN, follow docs/upgrading.md, "Change the stores or tags of a channel". The new desired state, as a stack\'s export has it:',
    JSON.stringify(JSON.stringify(desired)),
  ].join("\n");
}

/** The JSON object in a text; undefined where it is not known yet. */
async function documentOf(value: pulumi.Input<unknown>): Promise<JsonObject | undefined> {
  const text = await knownValue(value);
  const document: unknown = typeof text === "string" ? JSON.parse(text) : undefined;
  return isJsonObject(document) ? document : undefined;
}
