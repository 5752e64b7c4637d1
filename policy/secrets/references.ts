import { isSecretWord } from "./names";
import { isWordLike, wordsOf } from "./wordLike";

/** Reports if a value only refers to a secret, or may be public: an ARN, a path, a URL, a reference that is resolved later, a public key, a flag. */
export function isReference(value: string): boolean {
  return patterns.some((pattern) => pattern.test(value)) || isPath(value);
}

/**
 * Reports if a value is the name of a secret in a store, such as `my-app-db-secret`, not a password: words between separators, including a word for a
 * secret and one for its owner.
 */
export function isNameOfSecret(value: string): boolean {
  // Secrets Manager adds a hyphen and six characters to a name (AWS Secrets Manager User Guide, "What's in a secret?").
  const name = isWordLike(value) ? value : value.replace(/-[A-Za-z0-9]{6}$/, "");
  if (!isWordLike(name)) {
    return false;
  }
  const words = wordsOf(name).filter((word) => /[a-z]/i.test(word));
  return words.some(isSecretWord) && words.some((word) => !isSecretWord(word) && !fillers.has(word));
}

/** Reports if a value is a placeholder: `${PASSWORD}`, `{{password}}`, `<password>`, `****`, `%s`. */
export function isPlaceholder(value: string): boolean {
  return /^(\$\{[^}]{0,200}\}|\{\{[^}]{0,200}\}\}|\$\([^)]{1,200}\)|\$[A-Za-z_]\w{0,100}|%\w{1,100}%|%[-\d.]{0,5}[a-z@]|\{\w{0,100}\}|<[^<>]{1,200}>|\[[a-z _-]{1,100}\]|[x*.#_•-]{2,})$/i.test(
    value,
  );
}

const patterns: readonly RegExp[] = [
  /^(true|false|on|off|yes|no|enabled?|disabled?|none|null|undefined|nil|auto|always|never|required|optional)$/i,
  // arn:partition:service:region:account-id:resource (AWS General Reference, Amazon Resource Names), and lists of them.
  /^arn:aws[a-z-]{0,20}:[^\s:]{1,64}:[^\s:]{0,32}:[^\s:]{0,32}:\S{1,2048}$/,
  // A dynamic reference (AWS CloudFormation User Guide), and a reference of Key Vault (Azure App Service).
  /^\{\{resolve:[^}]{1,2048}\}\}$/,
  /^@Microsoft\.KeyVault\(/i,
  // A URL: passwords, tokens and keys in it are found by an earlier check. Also URLs of stores: secretsmanager://, op://, vault://.
  /^[a-z][a-z0-9+.-]{0,30}:\/\/\S{0,4096}$/i,
  /^(ssm|ssm-secure|secretsmanager|secret-?manager|aws-?sm|asm|sm|parameter-?store|vault|op|env|file|key-?vault|akv|kms|sops|doppler|ref\+[a-z]{1,30}):\S{1,2048}$/i,
  // A secret managed by another service (AWS Secrets Manager User Guide, Secrets managed by other AWS services).
  /^(appflow|databrew|ds|ecs-sc|events|opsworks-cm|rds|redshift|sqlworkbench)![^\s/-]{1,64}[/-]\S{1,512}$/,
  /^[A-Za-z]:\\\S/,
  // A ciphertext of AWS KMS in the form of AWS Lambda's encryption helpers (AWS Lambda Developer Guide, "Securing environment variables"), and of SOPS.
  /^AQICAH[A-Za-z0-9+/]{60,8192}={0,2}$/,
  /^ENC\[AES256_GCM,data:\S{1,8192}\]$/,
  // A public key (RFC 7468; OpenSSH, ssh-keygen), a certificate, Stripe's publishable key (Stripe, API keys).
  /^-----BEGIN ([A-Z0-9]{2,10} ){0,2}(PUBLIC KEY|CERTIFICATE)/,
  /^(ssh-(rsa|ed25519|dss)|ecdsa-sha2-\S{1,30}) [A-Za-z0-9+/]/,
  /^pk_(live|test)_/,
];

/** Reports if a value is the path of a file, parameter or secret: at least half of it is words, since base64 key material also has slashes. */
function isPath(value: string): boolean {
  if (!/^[^\s+=]{0,1024}\/[^\s+=]{1,1024}$/.test(value)) {
    return false;
  }
  const words = wordsOf(value).filter(
    (word) => isWordLike(word) && /^(([a-z]|[A-Z]){2}|[A-Z][a-z])([a-z]*|[A-Z]*)\d*$/.test(word),
  );
  return (
    (words.length >= 2 && words.join("").length * 2 >= value.length) ||
    (value.startsWith("/") && isWordLike(value)) ||
    /^(~|\.{1,2})?\/.{1,1000}\.[a-z]{2,5}$/i.test(value)
  );
}

const fillers: ReadonlySet<string> = new Set(
  "my the a an super very top test temp new old default change me your some this is".split(" "),
);
