import { ProviderError } from "./declareResource";
import { endpointSuffix } from "./formats";
import type { CloudContext, Inputs } from "./resourceType";
import { isGiven, isInputs } from "./values";

const functions: Readonly<Record<string, (context: CloudContext) => Inputs>> = {
  "aws:index/getCallerIdentity:getCallerIdentity": ({ partition, accountId }) => ({
    accountId,
    arn: `arn:${partition}:iam::${accountId}:user/sandbox`,
    id: accountId,
    userId: "AIDASANDBOXSANDBOXSAN",
  }),
  "aws:index/getDefaultTags:getDefaultTags": ({ partition, defaultTags = {} }) => ({
    id: partition,
    tags: defaultTags,
  }),
  "aws:index/getPartition:getPartition": ({ partition }) => ({
    dnsSuffix: endpointSuffix(partition),
    id: partition,
    partition,
  }),
  "aws:index/getRegion:getRegion": ({ region }) => ({ id: region, name: region, region }),
};

/**
 * The cloud's answer to a call of one of the provider's functions without arguments.
 *
 * @param token Pulumi's token, for example `aws:index/getRegion:getRegion`
 * @throws ProviderError for a function that the sandbox does not support, or for an argument
 */
export function invokeFunction(token: string, args: Inputs, context: CloudContext): Inputs {
  const answer = Object.hasOwn(functions, token) ? functions[token] : undefined;
  if (answer === undefined) {
    const supported = Object.keys(functions).join(", ");
    throw new ProviderError(`Function ${token}`, [
      `the sandbox does not support this function; it supports ${supported}`,
    ]);
  }
  const given = Object.keys(args).filter((name) => isGiven(args[name]));
  if (given.length > 0) {
    throw new ProviderError(
      `Function ${token}`,
      given.map((name) => `${name}: the sandbox supports no argument of this function`),
    );
  }
  return answer(context);
}

/**
 * The tags in a provider's `defaultTags`, `{ tags: {...} }`, as an object or as the JSON text in which Pulumi passes it
 * (Pulumi Registry, AWS provider, "Configuration Reference").
 */
export function defaultTagsOf(setting: unknown): Readonly<Record<string, string>> {
  const value: unknown = typeof setting === "string" ? JSON.parse(setting) : setting;
  const tags = isInputs(value) && isInputs(value.tags) ? value.tags : {};
  return Object.fromEntries(Object.entries(tags).map(([key, tag]) => [key, String(tag)]));
}
