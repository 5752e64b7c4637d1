import { sandboxAccount } from "../account";
import type { AccessCall, Authorize } from "../authorization";
import type { NamedDocument } from "../iam/accessRequest";
import { canAssume, evaluate } from "../iam/evaluate";
import { type DeclaredResource, documentOf } from "../program/declaredResource";
import type { ExistingTopic } from "../sns/endpoint";
import type { ExistingBucket } from "./buckets";

interface ExistingPolicies {
  /** Managed policies by ARN, such as a permissions boundary, with their documents. A missing one limits and grants nothing. */
  readonly managedPolicies?: Readonly<Record<string, unknown>>;
  /** The policies of keys that the program does not declare, by the keys' ARNs. */
  readonly keyPolicies?: Readonly<Record<string, unknown>>;
  /** Buckets that the program does not declare. */
  readonly buckets?: readonly ExistingBucket[];
  /** Topics that the program does not declare. */
  readonly topics?: readonly ExistingTopic[];
  /** Policies of principals that the program does not declare, by their ARNs. */
  readonly identityPolicies?: Readonly<Record<string, readonly NamedDocument[]>>;
}

/**
 * Authorizes calls by the declared documents: trust, inline and managed policies, boundaries, and the policies on buckets, queues, keys and log
 * groups. Conditions see the tags of declared resources. All calls use TLS.
 */
export function declaredAuthorization(
  resources: readonly DeclaredResource[],
  { managedPolicies = {}, keyPolicies = {}, identityPolicies = {}, buckets = [], topics = [] }: ExistingPolicies = {},
): Authorize {
  const roles = rolesByArn(resources, { ...declaredPolicies(resources), ...managedPolicies });
  const withPolicies = [...buckets, ...topics].flatMap(({ arn, policy }) =>
    policy === undefined ? [] : [[arn, policy] as const],
  );
  const resourcePolicies = resourcePoliciesByArn(resources, { ...keyPolicies, ...Object.fromEntries(withPolicies) });
  const owners = new Map(buckets.map(({ arn, accountId }) => [arn, accountId]));
  const resourceTags = resourceTagsByArn(resources);
  const answers = new Map<string, string | undefined>();
  return (call) => {
    // The documents do not change while a stack runs, so equal calls have equal results.
    const question = JSON.stringify(call);
    if (!answers.has(question)) {
      const { principal } = call;
      const others = principal.type === "AWS" ? identityPolicies[principal.arn] : undefined;
      const tagged = { ...call, context: { ...resourceTags.get(call.resource), ...call.context } };
      const owner = owners.get(bucketOf(call.resource) ?? "") ?? accountOf(call.resource);
      answers.set(question, refusal(tagged, owner, { roles, resourcePolicies, others }));
    }
    return answers.get(question);
  };
}

interface Role {
  readonly trust: NamedDocument;
  readonly identityPolicies: readonly NamedDocument[];
  readonly permissionsBoundary: NamedDocument | undefined;
}

/** The bucket of an S3 ARN, which may include an object; undefined for another ARN. */
function bucketOf(arn: string): string | undefined {
  return /^arn:[^:]*:s3:::[^/]+/.exec(arn)?.[0];
}

/** The account in an ARN. A bucket's ARN has none: its account is the stack's unless another owner is known. */
function accountOf(arn: string): string {
  return bucketOf(arn) === undefined ? (arn.split(":")[4] ?? "") : sandboxAccount.accountId;
}

interface Documents {
  readonly roles: ReadonlyMap<string, Role>;
  readonly resourcePolicies: (arn: string) => NamedDocument | undefined;
  /** Policies of a principal that the program does not declare. */
  readonly others: readonly NamedDocument[] | undefined;
}

function refusal(
  { principal, action, resource, context }: AccessCall,
  resourceAccountId: string,
  { roles, resourcePolicies, others }: Documents,
): string | undefined {
  const role = roles.get(principal.type === "AWS" ? principal.arn : resource);
  if (action === "sts:AssumeRole" && principal.type === "Service") {
    const decision = role && canAssume(role.trust, principal, context);
    return decision?.allowed === true ? undefined : (decision?.reason ?? `The role ${resource} does not exist.`);
  }
  const decision = evaluate({
    principal,
    action,
    resource,
    resourceAccountId,
    context: { "aws:SecureTransport": "true", ...context },
    ...(principal.type === "AWS" && {
      identityPolicies: role?.identityPolicies ?? others,
      permissionsBoundary: role?.permissionsBoundary,
    }),
    resourcePolicy: resourcePolicies(resource),
  });
  return decision.allowed ? undefined : decision.reason;
}

function declaredPolicies(resources: readonly DeclaredResource[]): Readonly<Record<string, unknown>> {
  const policies = resources.filter(({ type }) => type === "aws:iam/policy:Policy");
  return Object.fromEntries(policies.map(({ inputs, outputs }) => [String(outputs.arn), inputs.policy]));
}

function rolesByArn(
  resources: readonly DeclaredResource[],
  managedPolicies: Readonly<Record<string, unknown>>,
): ReadonlyMap<string, Role> {
  const ofType = (type: string) => resources.filter((resource) => resource.type === type);
  const managed = (arn: unknown): NamedDocument[] => {
    const document = managedPolicies[String(arn)];
    return document === undefined ? [] : [{ name: String(arn), document }];
  };
  return new Map(
    ofType("aws:iam/role:Role").map(({ inputs, outputs }) => {
      const isOfRole = (other: DeclaredResource) => [outputs.name, outputs.arn].includes(other.inputs.role);
      const inline = ofType("aws:iam/rolePolicy:RolePolicy").filter(isOfRole);
      const attached = ofType("aws:iam/rolePolicyAttachment:RolePolicyAttachment").filter(isOfRole);
      const within = (inputs.inlinePolicies ?? []) as readonly { readonly name?: string; readonly policy?: unknown }[];
      const identityPolicies = [
        ...inline.map(({ name, inputs: { name: policyName, policy } }) => ({
          name: String(policyName ?? name),
          document: policy,
        })),
        ...within.map(({ name = "inline", policy }) => ({ name, document: policy })),
        ...attached.flatMap(({ inputs: { policyArn } }) => managed(policyArn)),
        ...((inputs.managedPolicyArns ?? []) as readonly unknown[]).flatMap(managed),
      ];
      const arn = String(outputs.arn);
      const [permissionsBoundary] = managed(inputs.permissionsBoundary);
      return [arn, { trust: { name: arn, document: inputs.assumeRolePolicy }, identityPolicies, permissionsBoundary }];
    }),
  );
}

/** Types that contain their resource's policy. */
const typesWithPolicy: ReadonlySet<string> = new Set(["aws:kms/key:Key", "aws:sns/topic:Topic", "aws:sqs/queue:Queue"]);

/** The policy on a resource, by the ARN of the call. */
function resourcePoliciesByArn(
  resources: readonly DeclaredResource[],
  existingPolicies: Readonly<Record<string, unknown>>,
): (arn: string) => NamedDocument | undefined {
  const policies = new Map<string, NamedDocument>(
    Object.entries(existingPolicies).map(([arn, document]) => [arn, { name: arn, document }]),
  );
  const logPolicies: NamedDocument[] = [];
  for (const { type, name, inputs, outputs } of resources) {
    if (type === "aws:sqs/queuePolicy:QueuePolicy") {
      const queue = resources.find(({ outputs: { url } }) => url !== undefined && url === inputs.queueUrl);
      policies.set(String(queue?.outputs.arn), { name, document: inputs.policy });
    } else if (typesWithPolicy.has(type) && outputs.policy !== undefined) {
      const arn = String(outputs.arn);
      policies.set(arn, policies.get(arn) ?? { name, document: outputs.policy });
    } else if (type === "aws:s3/bucketPolicy:BucketPolicy") {
      const bucket = resources.find(({ type: other, id }) => other === "aws:s3/bucket:Bucket" && id === inputs.bucket);
      policies.set(String(bucket?.outputs.arn), { name, document: inputs.policy });
    } else if (type === "aws:cloudwatch/logResourcePolicy:LogResourcePolicy") {
      logPolicies.push({ name, document: inputs.policyDocument });
    } else if (inputs.typeName === "AWS::CloudTrail::ResourcePolicy") {
      const desired = documentOf(inputs.desiredState);
      policies.set(String(desired?.ResourceArn), { name, document: desired?.ResourcePolicy });
    }
  }
  const [logPolicy] = logPolicies;
  return (arn) => policies.get(bucketOf(arn) ?? arn) ?? (/^arn:[^:]*:logs:/.test(arn) ? logPolicy : undefined);
}

/** The keys `aws:ResourceTag/KEY` of declared resources, by ARN (IAM User Guide, "Controlling access to AWS resources using tags"). */
export function resourceTagsByArn(
  resources: readonly DeclaredResource[],
): ReadonlyMap<string, Readonly<Record<string, string>>> {
  return new Map(
    resources.flatMap(({ id, inputs, outputs }) => {
      const keys = Object.entries(tagsOf(inputs)).map(([key, value]) => [`aws:ResourceTag/${key}`, String(value)]);
      // A resource's policy has the resource's ARN as its id, and no tags.
      return keys.length === 0 ? [] : [[String(outputs.arn ?? id), Object.fromEntries(keys)]];
    }),
  );
}

/** The tags of a resource, by key. With Cloud Control, they are a list in the desired state. */
function tagsOf(inputs: DeclaredResource["inputs"]): object {
  const { Tags: listed } = documentOf(inputs.desiredState) ?? {};
  if (Array.isArray(listed)) {
    return Object.fromEntries(listed.map(({ Key, Value }) => [Key, Value]));
  }
  return typeof inputs.tags === "object" && inputs.tags !== null ? inputs.tags : {};
}
