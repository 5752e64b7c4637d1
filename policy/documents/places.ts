import type { JudgedResource } from "../judgedResource";
import { readersOf } from "../unknownValue";
import { shapedDocuments } from "./shapes";
import { kindOfType, plainTypeOf } from "./typeNames";
import { asObject, entryOf } from "./values";
import { writtenStatements } from "./writtenStatements";

/** A document in a resource, read on demand: at a preview it may be unknown. */
export type ReadDocument = () => unknown;

/** Lists the identity-based policies of a resource, which grant permissions to a role, a user or a group. */
export function identityDocuments(resource: JudgedResource): readonly ReadDocument[] {
  return [
    ...documentsOf(resource, identityPlaces),
    ...otherDocuments(resource)
      .filter(({ hasPrincipals }) => !hasPrincipals)
      .map(({ read }) => read),
  ];
}

/** Lists the trust policies of a resource, which name who may assume a role. */
export function trustDocuments(resource: JudgedResource): readonly ReadDocument[] {
  return documentsOf(resource, trustPlaces);
}

/** Lists the ARNs of the managed policies that a resource attaches. */
export function attachedPolicies(resource: JudgedResource): readonly ReadDocument[] {
  return documentsOf(resource, attachmentPlaces);
}

/** A resource-based policy of a resource. */
export interface ResourceDocument {
  /** The kind of the policy's resource, in plain words: `queue`, `event bus`, `vault`. */
  readonly kind: string;
  /** The type of the resource with the policy. */
  readonly type: string;
  readonly read: ReadDocument;
  /** The fix for open access, with the names of the resource's properties; undefined for a document, which needs a condition. */
  readonly advice?: string;
}

/** Lists the resource-based policies of a resource, which grant others access to it. */
export function resourceDocuments(resource: JudgedResource): readonly ResourceDocument[] {
  const { type } = resource;
  return [
    ...Object.entries(resourcePlaces).flatMap(([kind, places]) =>
      documentsOf(resource, places).map((read) => ({ kind, type, read })),
    ),
    ...writtenStatements(resource).map((written) => ({ ...written, type })),
    ...otherDocuments(resource)
      .filter(({ hasPrincipals }) => hasPrincipals)
      .map(({ read }) => ({ kind: kindOfType(type), type, read })),
  ];
}

/** Reports if the tables below have a kind of resource: its policies are checked more strictly. */
export function isNamedKind(kind: string): boolean {
  return Object.hasOwn(resourcePlaces, kind) || kind === "function" || kind === "layer";
}

/** Finds documents by their shape, in AWS resources that no table names. */
function otherDocuments(resource: JudgedResource) {
  const { type } = resource;
  const plainType = plainTypeOf(type);
  if (plainType === undefined || withoutGrants.includes(plainType)) {
    return [];
  }
  const tables = [identityPlaces, trustPlaces, ...Object.values(resourcePlaces)];
  const named = tables.flatMap((table) => entryOf(table, type) ?? []);
  const read = new Set(named.map((path) => path.split(".")[0]));
  return shapedDocuments(resource).filter(({ property }) => !read.has(property));
}

/**
 * The types whose documents grant nothing: they limit other policies (policies of AWS Organizations, session policies), limit stack updates (AWS
 * CloudFormation User Guide, "Prevent updates to stack resources"), or are a program's data.
 */
const withoutGrants: readonly string[] = [
  "appconfig:hostedconfigurationversion",
  "cloudformation:stack",
  "lambda:function",
  "organizations:policy",
  "rolesanywhere:profile",
  "s3:bucketobject",
  "secretsmanager:secretversion",
  "ssm:parameter",
  "transfer:access",
  "transfer:user",
];

/** The properties with documents, by type. `*` stands for each item of a list. */
type Places = Readonly<Record<string, readonly string[]>>;

// Sources: Pulumi Registry, the AWS package's resource pages; AWS CloudFormation Template Reference.
const identityPlaces: Places = {
  "aws:iam/policy:Policy": ["policy"],
  "aws:iam/rolePolicy:RolePolicy": ["policy"],
  "aws:iam/userPolicy:UserPolicy": ["policy"],
  "aws:iam/groupPolicy:GroupPolicy": ["policy"],
  "aws:iam/role:Role": ["inlinePolicies.*.policy", "inlinePolicies.*.policyDocument"],
  "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy": ["inlinePolicy"],
  "AWS::IAM::User": ["inlinePolicies.*.policyDocument"],
  "AWS::IAM::Group": ["inlinePolicies.*.policyDocument"],
  "AWS::SSO::PermissionSet": ["inlinePolicy"],
};

const trustPlaces: Places = {
  "aws:iam/role:Role": ["assumeRolePolicy"],
};

// Permissions boundaries and session policies (of IAM Roles Anywhere, for example) grant nothing, so they are not in this table.
const attachmentPlaces: Places = {
  "aws:iam/role:Role": ["managedPolicyArns.*"],
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": ["policyArn"],
  "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive": ["policyArns.*"],
  "aws:iam/userPolicyAttachment:UserPolicyAttachment": ["policyArn"],
  "aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive": ["policyArns.*"],
  "aws:iam/groupPolicyAttachment:GroupPolicyAttachment": ["policyArn"],
  "aws:iam/groupPolicyAttachmentsExclusive:GroupPolicyAttachmentsExclusive": ["policyArns.*"],
  "aws:iam/policyAttachment:PolicyAttachment": ["policyArn"],
  "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment": ["managedPolicyArn"],
  "aws:ssoadmin/managedPolicyAttachmentsExclusive:ManagedPolicyAttachmentsExclusive": ["managedPolicyArns.*"],
  "aws:budgets/budgetAction:BudgetAction": ["definition.iamActionDefinition.policyArn"],
  "AWS::IAM::Group": ["managedPolicyArns.*"],
  "AWS::IAM::User": ["managedPolicyArns.*"],
  "AWS::SSO::PermissionSet": ["managedPolicies.*"],
};

const resourcePlaces: Readonly<Record<string, Places>> = {
  queue: {
    "aws:sqs/queue:Queue": ["policy"],
    "aws:sqs/queuePolicy:QueuePolicy": ["policy"],
  },
  topic: {
    "aws:sns/topic:Topic": ["policy"],
    "aws:sns/topicPolicy:TopicPolicy": ["policy"],
  },
  key: {
    "aws:kms/externalKey:ExternalKey": ["policy"],
    "aws:kms/key:Key": ["policy"],
    "aws:kms/keyPolicy:KeyPolicy": ["policy"],
    "aws:kms/replicaExternalKey:ReplicaExternalKey": ["policy"],
    "aws:kms/replicaKey:ReplicaKey": ["policy"],
  },
  "log group": {
    "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": ["policyDocument"],
  },
  channel: { "AWS::CloudTrail::ResourcePolicy": ["resourcePolicy"] },
  "event bus": {
    "aws:cloudwatch/eventBusPolicy:EventBusPolicy": ["policy"],
  },
  secret: {
    "aws:secretsmanager/secret:Secret": ["policy"],
    "aws:secretsmanager/secretPolicy:SecretPolicy": ["policy"],
  },
};

function documentsOf(resource: JudgedResource, places: Places): readonly ReadDocument[] {
  const paths = entryOf(places, resource.type) ?? [];
  return paths.flatMap((path) => readersAt(() => resource.props, path.split(".")));
}

/** Returns a reader for each value at a path; none if a step of the path is absent. */
function readersAt(read: () => unknown, [step, ...rest]: readonly string[]): readonly ReadDocument[] {
  if (step === undefined) {
    return [read];
  }
  return step === "*"
    ? readersOf(read).flatMap((item) => readersAt(item, rest))
    : readersAt(() => asObject(read())[step], rest);
}
