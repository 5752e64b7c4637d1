import { callerKeys, keyServiceKeys, serviceKeys, sourceKeys } from "../documents/conditionKeys";
import { isNarrowed } from "../documents/conditions";
import type { ResourceDocument } from "../documents/places";
import { covers, hasWildcard, type Statement } from "../documents/statements";
import { plainTypeOf } from "../documents/typeNames";
import { entryOf } from "../documents/values";
import { isEveryone, serviceOf } from "./principals";

/** The principals of a statement without restriction: everyone, and services on behalf of any account. */
export interface Openness {
  readonly everyone: readonly string[];
  readonly services: readonly string[];
}

/** Finds the principals to whom a statement of a resource's policy gives unrestricted access. */
export function opennessOf({ kind, type }: Pick<ResourceDocument, "kind" | "type">, statement: Statement): Openness {
  const { principals } = statement;
  const isOpen = !isNarrowed(statement, callerKeys) && !isMeantForEveryone(type, statement);
  const keys = kind === "key" ? keyServiceKeys : serviceKeys;
  const isNeedingSource = !isEndpoint(type) && !isNarrowed(statement, keys);
  return {
    everyone: isOpen ? principals.filter(isEveryone) : [],
    services: isNeedingSource
      ? principals.filter((principal) => {
          const service = serviceOf(principal);
          return service !== undefined && !needsNoSource(service, kind, statement);
        })
      : [],
  };
}

/** Reports if a type is a VPC endpoint, whose policy grants nothing: it limits the callers in the VPC. */
export function isEndpoint(type: string): boolean {
  return plainTypeOf(type) === "ec2:vpcendpoint";
}

/**
 * The actions that AWS's documents allow to everyone, by type: objects of a website (Amazon S3 User Guide, "Setting permissions for
 * website access"), calls of an API, which has its own authorizers (Amazon API Gateway Developer Guide, "API Gateway resource policy examples").
 */
const publicActions: Readonly<Record<string, readonly string[]>> = {
  "apigateway:restapi": ["execute-api:invoke"],
  "apigateway:restapipolicy": ["execute-api:invoke"],
  "s3:bucket": ["s3:getobject"],
  "s3:bucketpolicy": ["s3:getobject"],
};

function isMeantForEveryone(type: string, { actions, notActions, resources }: Statement): boolean {
  if (isEndpoint(type)) {
    // Everyone is usual in such a policy, if it names actions or resources (AWS PrivateLink Guide, "Control access using endpoint policies").
    return notActions.length === 0 && !(actions.some(isEveryAction) && resources.some(isEveryResource));
  }
  const plainType = plainTypeOf(type) ?? "";
  const known = entryOf(publicActions, plainType) ?? [];
  return actions.length > 0 && actions.every((action) => known.includes(action.toLowerCase()));
}

/** Reports if an action means every action, or every action of a service: `*`, `sqs:*`, `s?s:Send*`. */
export function isEveryAction(action: string): boolean {
  const [service = "", name = ""] = action.split(":");
  return hasWildcard(service) || /^[*?]+$/.test(name);
}

function isEveryResource(resource: string): boolean {
  return covers(resource, "arn:aws:any-service:any-region:000000000000:any-name");
}

/**
 * The calls of services that send no source, so a condition on it would deny them.
 * Sources: Amazon EventBridge User Guide, "Using resource-based policies" (no condition for CreateLogStream, and none possible in a topic's policy
 * for EventBridge); AWS CloudTrail User Guide, "Configure AWS KMS key policies for CloudTrail" (a key of an event data store); AWS Lambda Developer Guide,
 * "Create a Lambda function using a container image" (the statement that Lambda adds to a repository in its account).
 */
const callsWithoutSource: readonly { readonly service: string; readonly actions: readonly string[] }[] = [
  { service: "events.amazonaws.com", actions: ["logs:createlogstream", "sns:publish"] },
  { service: "delivery.logs.amazonaws.com", actions: ["logs:createlogstream"] },
  { service: "cloudtrail.amazonaws.com", actions: ["kms:generatedatakey", "kms:decrypt"] },
  { service: "lambda.amazonaws.com", actions: ["ecr:batchgetimage", "ecr:getdownloadurlforlayer"] },
];

/** Reports if a service needs no source condition in a statement. If the statement has one, it must name the source, even for calls that send none. */
function needsNoSource(service: string, kind: string, statement: Statement): boolean {
  const { actions, conditions } = statement;
  if (actions.length === 0 || conditions.some(({ key }) => Object.hasOwn(sourceKeys, key))) {
    return false;
  }
  const known = callsWithoutSource.filter((call) => call.service === service).flatMap((call) => call.actions);
  return (
    actions.every((action) => known.includes(action.toLowerCase())) ||
    (kind === "key" && actions.every(isKeyReading)) ||
    isLogDelivery(service, statement)
  );
}

/**
 * Reports if an action only reads a key's settings, not what it encrypts: services call it without a source (Amazon DynamoDB Developer Guide,
 * "Encryption at rest usage notes"; AWS CloudTrail User Guide, "Configure AWS KMS key policies for CloudTrail": DescribeKey).
 */
export function isKeyReading(action: string): boolean {
  return /^kms:(describe|get|list)[a-z]*\*?$/i.test(action);
}

/**
 * Reports if a statement lets load balancers write logs, always under a prefix with their account (Elastic Load Balancing User Guide, "Enable access
 * logs for your Application Load Balancer").
 */
function isLogDelivery(service: string, { actions, resources }: Statement): boolean {
  return (
    service === "logdelivery.elasticloadbalancing.amazonaws.com" &&
    actions.every((action) => action.toLowerCase() === "s3:putobject") &&
    resources.length > 0 &&
    resources.every((resource) => /\/AWSLogs\/\d{12}\//.test(resource))
  );
}
