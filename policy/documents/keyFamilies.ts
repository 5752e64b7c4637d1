/**
 * Reports if an action is a key operation with its variants, such as `kms:ReEncrypt*`: the wildcards that AWS's documents and the grants of AWS CDK
 * use (Amazon SNS Developer Guide, "Key management"; Amazon CloudWatch Logs User Guide, "Encrypt log data using AWS KMS"; AWS KMS Developer Guide,
 * "Allows key users to use a KMS key").
 */
export function isKeyFamily(action: string): boolean {
  return /^kms:(decrypt|describe|encrypt|generatedatakey|reencrypt)\*$/i.test(action);
}
