/** Pulumi's marks of values that JSON cannot express, and of secrets (pulumi/sdk, resource.SigKey and resource.SecretSig). */
const mark = "4dabf18193072939515e22adb298388d";
const secretMark = "1b47061264138c4ac30d75fd1eb44270";

/** Reports if an object is a secret in Pulumi's form: with `value` between engine and program, with `plaintext` or `ciphertext` in a stack's state. */
export function isMarkedSecret(object: Readonly<Record<string, unknown>>): boolean {
  return object[mark] === secretMark;
}
