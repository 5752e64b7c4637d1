import { createHash } from "node:crypto";
import type { AwsPrincipal } from "./iam/accessRequest";

export interface SandboxCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** Issues credentials for sessions of roles, and finds the session of a key. */
export class CredentialIssuer {
  private readonly sessions = new Map<
    string,
    { readonly credentials: SandboxCredentials; readonly principal: AwsPrincipal }
  >();

  /** The credentials that Lambda gives a function for its role. The session has the function's name. */
  issue(roleArn: string, sessionName: string): SandboxCredentials {
    const digest = createHash("sha512").update(`${roleArn}\n${sessionName}`).digest();
    const credentials: SandboxCredentials = {
      // Temporary access keys begin with ASIA ("IAM User Guide, IAM identifiers").
      accessKeyId: `ASIA${toLetters(digest.subarray(0, 16))}`,
      secretAccessKey: digest.subarray(16, 46).toString("base64"),
      sessionToken: digest.toString("base64"),
    };
    this.sessions.set(credentials.accessKeyId, { credentials, principal: sessionPrincipal(roleArn, sessionName) });
    return credentials;
  }

  /** Returns the secret of a key that was issued with this session token. */
  secretFor(accessKeyId: string, sessionToken?: string): string | undefined {
    const credentials = this.sessions.get(accessKeyId)?.credentials;
    return credentials?.sessionToken === sessionToken ? credentials?.secretAccessKey : undefined;
  }

  principalOf(accessKeyId: string): AwsPrincipal | undefined {
    return this.sessions.get(accessKeyId)?.principal;
  }
}

export function sessionPrincipal(roleArn: string, sessionName: string): AwsPrincipal {
  const [, partition, , , accountId = "", resource = ""] = roleArn.split(":");
  const roleName = resource.split("/").at(-1) ?? "";
  return {
    type: "AWS",
    arn: roleArn,
    accountId,
    sessionArn: `arn:${partition}:sts::${accountId}:assumed-role/${roleName}/${sessionName}`,
  };
}

function toLetters(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".charAt(byte % 32)).join("");
}
