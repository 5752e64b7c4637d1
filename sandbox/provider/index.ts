/** Emulates the cloud's answers to a program's resources: as strict as the AWS provider, without its cloud. */
export type { BucketContents } from "./bucketLookUps";
export { declareResource, defaultTagsOf, invokeFunction, ProviderError, resourceTypes } from "./declareResource";
export {
  type CloudContext,
  type CreatedResource,
  containsUnknown,
  type Inputs,
  type ResourceType,
  unknownValue,
} from "./resourceType";
export { type UniqueName, uniqueNameOf, uniquenessOfTypes } from "./uniqueNames";
