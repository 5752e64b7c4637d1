import type { Authorize } from "../authorization";
import { createJsonHandler, type JsonAnswer, type JsonCaller, type JsonInput } from "../awsJson";
import type { HttpHandler } from "../http";
import type { Principal } from "../iam/accessRequest";
import type { SignatureExpectations } from "../signature";

/** A secret that the account has. */
export interface Secret {
  readonly arn: string;
  readonly secretString: string;
}

/** What the service serves, and to whom. */
export interface SecretsManagerOptions {
  readonly secrets: readonly Secret[];
  readonly principalOf: (accessKeyId: string) => Principal | undefined;
  readonly authorize: Authorize;
  readonly signature: Omit<SignatureExpectations, "service">;
}

/**
 * AWS Secrets Manager as a reader sees it: GetSecretValue.
 * Source: AWS Secrets Manager API Reference, GetSecretValue.
 */
export function createSecretsManagerHandler(options: SecretsManagerOptions): HttpHandler {
  return createJsonHandler({
    signingName: "secretsmanager",
    targetPrefix: "secretsmanager.",
    signature: options.signature,
    operations: { GetSecretValue: (input, caller) => getSecretValue(input, caller, options) },
  });
}

function getSecretValue(
  { SecretId }: JsonInput,
  { accessKeyId, region }: JsonCaller,
  { secrets, principalOf, authorize }: SecretsManagerOptions,
): JsonAnswer {
  if (typeof SecretId !== "string" || SecretId === "") {
    return { code: "InvalidParameterException", status: 400, message: "SecretId is required." };
  }
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
    return { code: "AccessDeniedException", status: 400, message: denial };
  }
  if (secret === undefined) {
    const message = "Secrets Manager can't find the specified secret.";
    return { code: "ResourceNotFoundException", status: 400, message };
  }
  return { body: { ARN: secret.arn, Name: nameOf(secret.arn), SecretString: secret.secretString } };
}

/** A secret's name: its ARN's last part without the hyphen and the six characters that Secrets Manager adds. */
function nameOf(arn: string): string {
  return (arn.split(":secret:")[1] ?? "").replace(/-\w{6}$/, "");
}
