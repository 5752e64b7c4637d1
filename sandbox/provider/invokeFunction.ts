import { ProviderError } from "./declareResource";
import { endpointSuffix } from "./partitions";
import type { CloudContext, Inputs } from "./resourceType";
import { isGiven } from "./values";

type Answer = Readonly<Record<string, unknown>>;

interface InvokedFunction {
  readonly arguments: readonly string[];
  readonly answer: (args: Inputs, context: CloudContext) => Answer;
}

const functions: Readonly<Record<string, InvokedFunction>> = {
  "aws:index/getCallerIdentity:getCallerIdentity": {
    arguments: ["id"],
    answer: (_args, { partition, accountId }) => ({
      accountId,
      // The user id and the name are those of a person who deploys; nothing in the sandbox depends on them.
      arn: `arn:${partition}:iam::${accountId}:user/sandbox`,
      id: accountId,
      userId: "AIDASANDBOXSANDBOXSAN",
    }),
  },
  "aws:index/getDefaultTags:getDefaultTags": {
    arguments: ["id"],
    answer: (_args, { partition, defaultTags = {} }) => ({ id: partition, tags: defaultTags }),
  },
  "aws:index/getPartition:getPartition": {
    arguments: ["id"],
    answer: (_args, { partition }) => ({
      dnsSuffix: endpointSuffix(partition),
      id: partition,
      partition,
      reverseDnsPrefix: endpointSuffix(partition).split(".").reverse().join("."),
    }),
  },
  "aws:index/getRegion:getRegion": {
    arguments: ["endpoint", "id", "name", "region"],
    answer: (args, context) => {
      const region = String(args.region ?? args.name ?? context.region);
      return {
        // The provider gives the Region's place in words; the sandbox has no map.
        description: region,
        endpoint: `ec2.${region}.${endpointSuffix(context.partition)}`,
        id: region,
        name: region,
        region,
      };
    },
  },
};

/**
 * The cloud's answer to a call of one of the provider's functions.
 *
 * @param token Pulumi's token, for example `aws:index/getRegion:getRegion`
 * @throws ProviderError for a function or an argument that the sandbox does not know
 */
export function invokeFunction(token: string, args: Inputs, context: CloudContext): Answer {
  const known = Object.hasOwn(functions, token) ? functions[token] : undefined;
  if (known === undefined) {
    const names = Object.keys(functions).join(", ");
    throw new ProviderError(`Function ${token}`, [`the sandbox does not know this function; it knows ${names}`]);
  }
  const strange = Object.keys(args).filter((name) => isGiven(args[name]) && !known.arguments.includes(name));
  if (strange.length > 0) {
    const allowed = known.arguments.join(", ");
    throw new ProviderError(
      `Function ${token}`,
      strange.map((name) => `${name}: there is no such argument; allowed: ${allowed}`),
    );
  }
  return known.answer(args, context);
}
