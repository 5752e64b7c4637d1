/** The cloud's answer to what a program declares: as strict as the AWS provider, without its cloud. */
export { declareResource, ProviderError } from "./declareResource";
export { defaultTagsOf, invokeFunction } from "./invokeFunction";
export {
  type CloudContext,
  type CreatedResource,
  containsUnknown,
  type Inputs,
  type ResourceType,
  unknownValue,
} from "./resourceType";
export { resourceTypes } from "./resourceTypes";
export { type UniqueName, uniqueNameOf, uniquenessOfTypes } from "./uniqueNames";
