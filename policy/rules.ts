import type { JudgedResource } from "./judgedResource";
import type { Circumstances, Findings, ResourceRule, StackRule } from "./policy";
import { isOfType, type ResourceType, type TypedResource } from "./reading/properties";
import type { JudgedStack } from "./stack/judgedStack";

/** Makes a rule on the resources of one or more types. */
export function onType<Type extends ResourceType>(
  types: Type | readonly Type[],
  find: (resource: TypedResource<Type>, circumstances: Circumstances) => Findings,
): ResourceRule {
  return (resource, circumstances) =>
    isOfType(resource, types) ? [{ about: resource, find: () => find(resource, circumstances) }] : [];
}

/** Makes a rule on each item of a kind in a resource, such as a document. An unknown item does not hide the others. */
export function onEach<Item>(
  itemsOf: (resource: JudgedResource) => readonly Item[],
  find: (item: Item, resource: JudgedResource, circumstances: Circumstances) => Findings,
): ResourceRule {
  return (resource, circumstances) =>
    itemsOf(resource).map((item) => ({ about: resource, find: () => find(item, resource, circumstances) }));
}

/** Makes a rule on each resource of one or more types, together with its stack. */
export function inStack<Type extends ResourceType>(
  types: Type | readonly Type[],
  find: (resource: TypedResource<Type>, stack: JudgedStack, circumstances: Circumstances) => Findings,
): StackRule {
  return (stack, circumstances) =>
    stack.ofType(types).map((resource) => ({ about: resource, find: () => find(resource, stack, circumstances) }));
}
