import { type Authorize, keyRefusal } from "../authorization";
import type { HttpHandler } from "../http";
import type { Principal } from "../iam/accessRequest";
import { awsError } from "../protocol/awsError";
import { createJsonHandler, type JsonAnswer, type JsonCaller, operation } from "../protocol/awsJson";
import type { SignatureExpectations } from "../protocol/signature";
import { required, text } from "../provider/values";

export interface Secret {
  readonly arn: string;
  readonly secretString: string;
  /** The customer managed key that encrypts it. @default the AWS managed key, which the account's principals may use */
  readonly kmsKeyId?: string;
}

interface SecretsManagerOptions {
  readonly secrets: readonly Secret[];
  readonly principalOf: (accessKeyId: string) => Principal | undefined;
  readonly authorize: Authorize;
  readonly signature: Omit<SignatureExpectations, "service">;
}

/** AWS Secrets Manager for readers (API Reference, GetSecretValue; User Guide, "Secret encryption and decryption"). */
export function createSecretsManagerHandler(options: SecretsManagerOptions): HttpHandler {
  return createJsonHandler({
    signingName: "secretsmanager",
    targetPrefix: "secretsmanager.",
    signature: options.signature,
    invalidCode: "InvalidParameterException",
    operations: {
      GetSecretValue: operation({ SecretId: required(text(1, 2048)) }, ({ SecretId }, caller) =>
        getSecretValue(SecretId, caller, options),
      ),
    },
  });
}

function getSecretValue(
  SecretId: string,
  { accessKeyId, region }: JsonCaller,
  { secrets, principalOf, authorize }: SecretsManagerOptions,
): JsonAnswer {
  const secret = secrets.find(({ arn }) => [arn, nameOf(arn)].includes(SecretId) && arn.split(":")[3] === region);
  const principal = principalOf(accessKeyId);
  const denial =
    principal === undefined
      ? "The security token included in the request is invalid."
      : authorize({
          principal,
          action: "secretsmanager:GetSecretValue",
          resource: secret?.arn ?? SecretId,
          context: {},
        });
  if (denial !== undefined) {
    return awsError("AccessDeniedException", denial);
  }
  if (secret === undefined || principal === undefined) {
    const message = "Secrets Manager can't find the specified secret.";
    return awsError("ResourceNotFoundException", message);
  }
  const { arn, kmsKeyId: key } = secret;
  const context = {
    "kms:ViaService": `secretsmanager.${region}.amazonaws.com`,
    "kms:EncryptionContext:SecretARN": arn,
  };
  const keyDenial = key && keyRefusal(authorize, { principal, actions: ["kms:Decrypt"], key, encrypted: arn, context });
  if (keyDenial !== undefined) {
    return awsError("AccessDeniedException", `Access to KMS is not allowed. ${keyDenial}`);
  }
  return { body: { ARN: secret.arn, Name: nameOf(secret.arn), SecretString: secret.secretString } };
}

/** Returns a secret's name: the last part of its ARN without the hyphen and the six characters that Secrets Manager adds. */
function nameOf(arn: string): string {
  return (arn.split(":secret:")[1] ?? "").replace(/-\w{6}$/, "");
}
