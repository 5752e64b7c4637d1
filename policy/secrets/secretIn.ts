import { assignedIn, type TextKind } from "./assignments";
import { authorizationIn, connectionPasswordIn, urlPasswordIn } from "./credentials";
import { formatIn } from "./formats";
import { isReference } from "./references";
import { isSecretByName } from "./secretByName";

/** Finds the kind of secret in an environment variable, by the value's format, by assignments in the value, or by the name; undefined for none. */
export function secretIn(name: string, value: string): string | undefined {
  if (/^arn:/.test(value) && isReference(value)) {
    return undefined;
  }
  return (
    secretInText(value, "setting") ??
    secretInText(decodedBase64(value), "setting") ??
    (isSecretByName(name, value) ? "a secret by its name" : undefined)
  );
}

/** Finds the kind of secret in a file of a function's code. */
export function secretInFile(path: string, text: string): string | undefined {
  const isSettings =
    /(^|\/)(\.env[^/]*|\.npmrc|\.pypirc|\.my\.cnf|credentials)$|\.(env|ya?ml|properties|ini|conf|cnf|cfg|toml|txt|sh)$/i.test(
      path,
    );
  return secretInText(text, isSettings ? "file" : "code");
}

function secretInText(text: string, kind: TextKind): string | undefined {
  const isCode = kind === "code";
  return (
    formatIn(text) ??
    urlPasswordIn(text, isCode) ??
    connectionPasswordIn(text, isCode) ??
    authorizationIn(text) ??
    assignedIn(text, kind)
  );
}

/** Decodes a base64 value (RFC 4648); empty for other values. */
function decodedBase64(value: string): string {
  if (!/^[A-Za-z0-9+/_-]{16,65536}={0,2}$/.test(value)) {
    return "";
  }
  const decoded = Buffer.from(value, "base64").toString("utf8");
  return /^[\t\n\r\x20-\x7e]+$/.test(decoded) ? decoded : "";
}
