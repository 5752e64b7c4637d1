import { isDeepStrictEqual } from "node:util";
import type * as pulumi from "@pulumi/pulumi";
import { isJsonObject, type JsonObject, type JsonValue } from "../../functions/mapping/values/json";
import { checkBefore, knownValue } from "../aws/hooks";

/**
 * Makes options for a channel that refuse, at a preview or before the update, a change whose result depends on the order in which AWS returns
 * stores and tags. The error lists the alternatives.
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

/** Parses the JSON object in a text; undefined if the text is not known yet. */
async function documentOf(value: pulumi.Input<unknown>): Promise<JsonObject | undefined> {
  const text = await knownValue(value);
  const document: unknown = typeof text === "string" ? JSON.parse(text) : undefined;
  return isJsonObject(document) ? document : undefined;
}

/** Lists of a channel without a defined order (CloudFormation's schema of AWS::CloudTrail::Channel, `insertionOrder: false`). */
type UnorderedList = "Destinations" | "Tags";

/**
 * Finds the lists of a channel for which an update could change the wrong element. The AWS provider sends Cloud Control a JSON patch with
 * indexes of the old desired state (terraform-provider-aws, internal/service/cloudcontrol/resource.go), and CloudTrail applies it to the list
 * in any order. These changes are safe in every order: a whole list is added or removed, elements are added and none removed, every destination is replaced.
 * @param read the channel as AWS last returned it; others may have added tags and stores
 */
export function orderDependentChanges(
  old: JsonObject,
  desired: JsonObject,
  read: JsonObject,
): readonly UnorderedList[] {
  const lists = { old: tagsAndStores(old), desired: tagsAndStores(desired), read: tagsAndStores(read) };
  return [
    ...(isSafeForDestinations(lists.old.Destinations, lists.desired.Destinations, lists.read.Destinations)
      ? []
      : ["Destinations" as const]),
    ...(isSafeForTags(lists.old.Tags, lists.desired.Tags, lists.read.Tags) ? [] : ["Tags" as const]),
  ];
}

type List = readonly JsonValue[];

function tagsAndStores({ Destinations, Tags }: JsonObject): Readonly<Record<UnorderedList, List>> {
  return { Destinations: Array.isArray(Destinations) ? Destinations : [], Tags: Array.isArray(Tags) ? Tags : [] };
}

/** Checks whether a patch is safe for destinations. One that replaces them requires that there are no others. */
function isSafeForDestinations(old: List, desired: List, read: List): boolean {
  const known = read.length === old.length && includesAll(read, old);
  return isWholeOrAddition(old, desired) || (known && areAllExchanged(old, desired));
}

/** Checks whether a patch is safe for tags. Others may tag a channel, so an index of a tag is never certain, and a key that they added would occur twice. */
function isSafeForTags(old: List, desired: List, read: List): boolean {
  const added = desired.filter((tag) => !includes(old, tag)).map(keyOf);
  const isTaken = old.length > 0 && read.some((tag) => added.includes(keyOf(tag)));
  return isWholeOrAddition(old, desired) && !isTaken;
}

function isWholeOrAddition(old: List, desired: List): boolean {
  const isWhole = old.length === 0 || desired.length === 0;
  return isWhole || isDeepStrictEqual(old, desired) || (desired.length > old.length && includesAll(desired, old));
}

/** Checks whether the patch replaces every index of lists of equal length, or removes every index and adds the new elements. */
function areAllExchanged(old: List, desired: List): boolean {
  return old.length === desired.length
    ? desired.every((element, index) => !isDeepStrictEqual(element, old[index]))
    : desired.every((element) => !includes(old, element));
}

function includesAll(list: List, elements: List): boolean {
  return elements.every((element) => includes(list, element));
}

function includes(list: List, element: JsonValue): boolean {
  return list.some((other) => isDeepStrictEqual(other, element));
}

function keyOf(tag: JsonValue): unknown {
  return typeof tag === "object" && tag !== null && "Key" in tag ? tag.Key : undefined;
}
