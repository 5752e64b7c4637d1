/**
 * Reports if an action is one operation of keys and its variants, such as `kms:ReEncrypt*`: the wildcards that AWS's documents and the grants of AWS CDK
 * have (Amazon SNS Developer Guide, "Key management"; Amazon CloudWatch Logs User Guide, "Encrypt log data using AWS KMS"; AWS KMS Developer Guide,
 * "Allows key users to use a KMS key").
 */
export function isKeyFamily(action: string): boolean {
  return /^kms:(decrypt|describe|encrypt|generatedatakey|reencrypt)\*$/i.test(action);
}
