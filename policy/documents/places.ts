import type { JudgedResource } from "../policy";
import { knownValue, readersOf } from "../unknownValue";
import { asObject, cloudControlType, desiredState } from "./statements";

/** A document that a resource holds, to be read when it is asked for: at a preview it may not be known yet. */
export type ReadDocument = () => unknown;

/** The identity-based policies of a resource: what a role, a user or a group may do. */
export function identityDocuments(resource: JudgedResource): readonly ReadDocument[] {
  return documentsOf(resource, identityPlaces);
}

/** The trust policies of a resource: who may take a role. */
export function trustDocuments(resource: JudgedResource): readonly ReadDocument[] {
  return documentsOf(resource, trustPlaces);
}

/** The ARNs of the managed policies that a resource attaches. */
export function attachedPolicies(resource: JudgedResource): readonly ReadDocument[] {
  return documentsOf(resource, attachmentPlaces);
}

/** What a resource-based policy stands on. */
export type ResourceKind = "queue" | "topic" | "key" | "log group" | "channel" | "event bus" | "secret";

/** The resource-based policies of a resource: what others may do with it. */
export function resourceDocuments(
  resource: JudgedResource,
): readonly { readonly kind: ResourceKind; readonly read: ReadDocument }[] {
  return Object.entries(resourcePlaces).flatMap(([kind, places]) =>
    documentsOf(resource, places).map((read) => ({ kind: kind as ResourceKind, read })),
  );
}

/** By type: the properties that hold documents. `*` stands for each item of a list; a CloudFormation type's are in its desired state. */
type Places = Readonly<Record<string, readonly string[]>>;

// Sources: Pulumi Registry, the AWS package's resource pages; AWS CloudFormation Template Reference.
const identityPlaces: Places = {
  "aws:iam/policy:Policy": ["policy"],
  "aws:iam/rolePolicy:RolePolicy": ["policy"],
  "aws:iam/userPolicy:UserPolicy": ["policy"],
  "aws:iam/groupPolicy:GroupPolicy": ["policy"],
  "aws:iam/role:Role": ["inlinePolicies.*.policy"],
  "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy": ["inlinePolicy"],
  "AWS::IAM::ManagedPolicy": ["PolicyDocument"],
  "AWS::IAM::Policy": ["PolicyDocument"],
  "AWS::IAM::RolePolicy": ["PolicyDocument"],
  "AWS::IAM::UserPolicy": ["PolicyDocument"],
  "AWS::IAM::GroupPolicy": ["PolicyDocument"],
  "AWS::IAM::Role": ["Policies.*.PolicyDocument"],
  "AWS::IAM::User": ["Policies.*.PolicyDocument"],
  "AWS::IAM::Group": ["Policies.*.PolicyDocument"],
};

const trustPlaces: Places = {
  "aws:iam/role:Role": ["assumeRolePolicy"],
  "AWS::IAM::Role": ["AssumeRolePolicyDocument"],
};

const attachmentPlaces: Places = {
  "aws:iam/role:Role": ["managedPolicyArns.*"],
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": ["policyArn"],
  "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive": ["policyArns.*"],
  "aws:iam/userPolicyAttachment:UserPolicyAttachment": ["policyArn"],
  "aws:iam/groupPolicyAttachment:GroupPolicyAttachment": ["policyArn"],
  "aws:iam/policyAttachment:PolicyAttachment": ["policyArn"],
  "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment": ["managedPolicyArn"],
  "AWS::IAM::Role": ["ManagedPolicyArns.*"],
  "AWS::IAM::User": ["ManagedPolicyArns.*"],
  "AWS::IAM::Group": ["ManagedPolicyArns.*"],
};

const resourcePlaces: Readonly<Record<ResourceKind, Places>> = {
  queue: {
    "aws:sqs/queue:Queue": ["policy"],
    "aws:sqs/queuePolicy:QueuePolicy": ["policy"],
    "AWS::SQS::QueuePolicy": ["PolicyDocument"],
  },
  topic: {
    "aws:sns/topic:Topic": ["policy"],
    "aws:sns/topicPolicy:TopicPolicy": ["policy"],
    "AWS::SNS::TopicPolicy": ["PolicyDocument"],
  },
  key: {
    "aws:kms/key:Key": ["policy"],
    "aws:kms/keyPolicy:KeyPolicy": ["policy"],
    "AWS::KMS::Key": ["KeyPolicy"],
  },
  "log group": {
    "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": ["policyDocument"],
    "AWS::Logs::ResourcePolicy": ["PolicyDocument"],
  },
  channel: { "AWS::CloudTrail::ResourcePolicy": ["ResourcePolicy"] },
  "event bus": {
    "aws:cloudwatch/eventBusPolicy:EventBusPolicy": ["policy"],
    "AWS::Events::EventBusPolicy": ["Statement"],
  },
  secret: {
    "aws:secretsmanager/secret:Secret": ["policy"],
    "aws:secretsmanager/secretPolicy:SecretPolicy": ["policy"],
    "AWS::SecretsManager::ResourcePolicy": ["ResourcePolicy"],
  },
};

function documentsOf(resource: JudgedResource, places: Places): readonly ReadDocument[] {
  const isCloudControl = resource.type === cloudControlType;
  const type = isCloudControl ? String(knownValue(() => resource.props.typeName)) : resource.type;
  const paths = (Object.hasOwn(places, type) ? places[type] : undefined) ?? [];
  const properties = () => (isCloudControl ? desiredState(resource) : resource.props);
  return paths.flatMap((path) => readersAt(properties, path.split(".")));
}

/** The values at a path, each to be read by itself; none where a step of it is not there. */
function readersAt(read: () => unknown, [step, ...rest]: readonly string[]): readonly ReadDocument[] {
  if (step === undefined) {
    return [read];
  }
  return step === "*"
    ? readersOf(read).flatMap((item) => readersAt(item, rest))
    : readersAt(() => asObject(read())[step], rest);
}
