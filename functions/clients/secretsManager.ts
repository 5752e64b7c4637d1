import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { timeouts } from "./timeouts";

/**
 * Reads the text of a secret.
 * @throws Error if it cannot be read or holds no text
 */
export async function secretText(secretArn: string, region: string, abortSignal: AbortSignal): Promise<string> {
  const client = new SecretsManagerClient({ region, requestHandler: timeouts });
  try {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretArn }), { abortSignal });
    if (SecretString === undefined || SecretString === "") {
      throw new Error("The secret with the salt of the hashes contains no text.");
    }
    return SecretString;
  } finally {
    client.destroy();
  }
}
