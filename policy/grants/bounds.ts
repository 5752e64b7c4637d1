import { demandsValues } from "../documents/conditions";
import { hasWildcard, type Statement } from "../documents/statements";
import type { ActionFacts } from "./actions";
import { namesAccount, withAccount } from "./arnForms";
import { stepsOf } from "./overlap";

/**
 * Reports if a statement's conditions limit an action's resources instead of the ARN: by tags (IAM User Guide, "Define permissions based on attributes with
 * ABAC authorization"), by the call that creates them (Amazon EC2 User Guide, "Grant permission to tag resources during creation"), by a key of the service
 * that names them, or, if the ARN omits only the account, by the account or organization of the resource. A condition counts if it denies a request
 * without its key and names all its values.
 */
export function boundsResources(
  { conditions }: Statement,
  action: string,
  resource: string,
  { namesNothing }: ActionFacts,
): boolean {
  const [service = ""] = action.toLowerCase().split(":");
  const keys = conditions
    .filter((condition) => demandsValues(condition))
    .filter(({ key, values }) => values.every((value) => namesValue(value, key, namesNothing)))
    .map(({ key }) => key);
  const isOfAccount = namesAccount(resource) || keys.includes("kms:calleraccount");
  const ofService = resourceKeys[service]?.filter((key) => key !== "kms:viaservice" || isOfAccount) ?? [];
  return (
    keys.some((key) => tagKeys.test(key) || key === `${service}:createaction` || ofService.includes(key)) ||
    (keys.some((key) => accountKeys.includes(key)) && !namesNothing(withAccount(resource)))
  );
}

/** Reports if a value has a letter, a digit or a value of the caller's identity, not only wildcards and punctuation. */
function namesValue(value: string, key: string, namesNothing: ActionFacts["namesNothing"]): boolean {
  if (value.startsWith("arn:")) {
    return !hasWildcard(value) || !namesNothing(value);
  }
  const isService = key === "kms:viaservice" || key === "iam:awsservicename";
  const name = isService ? value.split(".")[0] : value.replace(/^alias\//, "");
  return stepsOf(name ?? "").some(
    ({ symbols }) => symbols === "variable" || (symbols !== "wild" && /[\p{L}\p{N}]/u.test(symbols.literal)),
  );
}

/** Keys of resource tags, not request tags: the global key, and those of EC2, Systems Manager, S3, RDS, AWS DMS and other services. */
const tagKeys = /^(?!(rds|dms):req-tag)[\w-]+:(resourcetag|existingobjecttag|\w*buckettag|accesspointtag|[\w-]+-tag)\//;

/** Keys of a resource's account and organization (IAM User Guide, "AWS global condition context keys"). */
const accountKeys: readonly string[] = ["aws:resourceaccount", "aws:resourceorgid", "aws:resourceorgpaths"];

/**
 * Keys that name a resource or its parent, by service (Service Authorization Reference, "Condition keys"). `kms:ViaService` names the service whose
 * resources the keys of the caller's account encrypt (AWS KMS Developer Guide, "AWS KMS condition keys"), `iam:AWSServiceName` the service of a
 * service-linked role, `ses:FromAddress` the sending identity (Amazon SES Developer Guide, "Restricting From addresses").
 */
const resourceKeys: Readonly<Record<string, readonly string[] | undefined>> = {
  ec2: ["ec2:vpc", "ec2:subnet"],
  ecs: ["ecs:cluster"],
  elasticfilesystem: ["elasticfilesystem:accesspointarn"],
  iam: ["iam:awsservicename", "iam:permissionsboundary"],
  kms: ["kms:resourcealiases", "kms:requestalias", "kms:viaservice"],
  lambda: ["lambda:functionarn"],
  s3: ["s3:dataaccesspointarn"],
  secretsmanager: ["secretsmanager:secretid", "secretsmanager:name", "secretsmanager:resource/allowrotationlambdaarn"],
  ses: ["ses:fromaddress"],
};
