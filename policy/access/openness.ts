import { callerKeys, keyServiceKeys, serviceKeys, sourceKeys } from "../documents/conditionKeys";
import { isNarrowed } from "../documents/conditions";
import type { ResourceDocument } from "../documents/places";
import { covers, hasWildcard, type Statement } from "../documents/statements";
import { plainTypeOf } from "../documents/typeNames";
import { entryOf } from "../documents/values";
import { isEveryone, serviceOf } from "./principals";

/** The principals of a statement that nothing narrows: everyone, and services on behalf of anyone. */
export interface Openness {
  readonly everyone: readonly string[];
  readonly services: readonly string[];
}

/** Finds for whom a statement of a resource's policy opens the resource without a bound. */
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

/** A policy of a VPC endpoint allows nothing by itself: it bounds what callers in the VPC may do through the endpoint. */
export function isEndpoint(type: string): boolean {
  return plainTypeOf(type) === "ec2:vpcendpoint";
}

/**
 * By type: the actions that everyone may be allowed, since AWS documents it so: the objects of a website (Amazon S3 User Guide, "Setting permissions for
 * website access"), calls of an API, which has authorizers of its own (Amazon API Gateway Developer Guide, "API Gateway resource policy examples").
 */
const publicActions: Readonly<Record<string, readonly string[]>> = {
  "apigateway:restapi": ["execute-api:invoke"],
  "apigateway:restapipolicy": ["execute-api:invoke"],
  "s3:bucket": ["s3:getobject"],
  "s3:bucketpolicy": ["s3:getobject"],
};

function isMeantForEveryone(type: string, { actions, notActions, resources }: Statement): boolean {
  if (isEndpoint(type)) {
    // Everyone is usual in such a policy, as long as it says what for (AWS PrivateLink Guide, "Control access using endpoint policies").
    return notActions.length === 0 && !(actions.some(isEveryAction) && resources.some(isEveryResource));
  }
  const plainType = plainTypeOf(type) ?? "";
  const known = entryOf(publicActions, plainType) ?? [];
  return actions.length > 0 && actions.every((action) => known.includes(action.toLowerCase()));
}

/** Reports if an action is everything, or everything of a service: `*`, `sqs:*`, `s?s:Send*`. */
export function isEveryAction(action: string): boolean {
  const [service = "", name = ""] = action.split(":");
  return hasWildcard(service) || /^[*?]+$/.test(name);
}

function isEveryResource(resource: string): boolean {
  return covers(resource, "arn:aws:any-service:any-region:000000000000:any-name");
}

/**
 * The calls of services that carry no source, so that a condition on it would refuse them.
 * Sources: Amazon EventBridge User Guide, "Using resource-based policies" (CreateLogStream has no condition there, and a topic's policy can have
 * none for EventBridge); AWS CloudTrail User Guide, "Configure AWS KMS key policies for CloudTrail" (a key of an event data store); AWS Lambda Developer Guide,
 * "Create a Lambda function using a container image" (the statement that Lambda itself adds to a repository of its account).
 */
const callsWithoutSource: readonly { readonly service: string; readonly actions: readonly string[] }[] = [
  { service: "events.amazonaws.com", actions: ["logs:createlogstream", "sns:publish"] },
  { service: "delivery.logs.amazonaws.com", actions: ["logs:createlogstream"] },
  { service: "cloudtrail.amazonaws.com", actions: ["kms:generatedatakey", "kms:decrypt"] },
  { service: "lambda.amazonaws.com", actions: ["ecr:batchgetimage", "ecr:getdownloadurlforlayer"] },
];

/** A statement that has a condition on its source must name it: only where there is none is the call taken for one that carries none. */
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
 * Reports if an action only reads how a key is set up, not what it encrypts: services ask for it on nobody's behalf (Amazon DynamoDB Developer Guide,
 * "Encryption at rest usage notes"; AWS CloudTrail User Guide, "Configure AWS KMS key policies for CloudTrail": DescribeKey).
 */
export function isKeyReading(action: string): boolean {
  return /^kms:(describe|get|list)[a-z]*\*?$/i.test(action);
}

/** Load balancers write their logs below the account that they are of (Elastic Load Balancing User Guide, "Enable access logs for your Application Load Balancer"). */
function isLogDelivery(service: string, { actions, resources }: Statement): boolean {
  return (
    service === "logdelivery.elasticloadbalancing.amazonaws.com" &&
    actions.every((action) => action.toLowerCase() === "s3:putobject") &&
    resources.length > 0 &&
    resources.every((resource) => /\/AWSLogs\/\d{12}\//.test(resource))
  );
}
