import type { JudgedResource } from "./judgedResource";
import type { Circumstances, Findings, ResourceRule, StackRule } from "./policy";
import { isOfType, type ResourceType, type TypedResource } from "./reading/properties";
import type { JudgedStack } from "./stack/judgedStack";

/** A rule on the resources of a type, or of several. */
export function onType<Type extends ResourceType>(
  types: Type | readonly Type[],
  find: (resource: TypedResource<Type>, circumstances: Circumstances) => Findings,
): ResourceRule {
  return (resource, circumstances) =>
    isOfType(resource, types) ? [{ about: resource, find: () => find(resource, circumstances) }] : [];
}

/** A rule on each thing of a kind that a resource holds, such as a document: one that is not known yet hides no other. */
export function onEach<Item>(
  itemsOf: (resource: JudgedResource) => readonly Item[],
  find: (item: Item, resource: JudgedResource, circumstances: Circumstances) => Findings,
): ResourceRule {
  return (resource, circumstances) =>
    itemsOf(resource).map((item) => ({ about: resource, find: () => find(item, resource, circumstances) }));
}

/** A rule on each resource of a type, or of several, among the others of its stack. */
export function inStack<Type extends ResourceType>(
  types: Type | readonly Type[],
  find: (resource: TypedResource<Type>, stack: JudgedStack, circumstances: Circumstances) => Findings,
): StackRule {
  return (stack, circumstances) =>
    stack.ofType(types).map((resource) => ({ about: resource, find: () => find(resource, stack, circumstances) }));
}
