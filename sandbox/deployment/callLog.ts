import type { ObservedCall } from "../cloudTrailData/options";
import { type CredentialIssuer, sessionPrincipal } from "../credentials";
import type { FunctionSettings } from "../lambda/settings";

/** The PutAuditEvents and PutLogEvents calls, by the session that made them. */
export class CallLog {
  private readonly calls = new Map<string, { readonly roleArn: string; readonly calls: ObservedCall[] }>();

  constructor(private readonly credentials: CredentialIssuer) {}

  /** Records a call. Ignores a caller without a session from the sandbox. */
  add(call: ObservedCall): void {
    const principal = this.credentials.principalOf(call.accessKeyId ?? "");
    if (principal?.sessionArn === undefined) {
      return;
    }
    const session = this.calls.get(principal.sessionArn) ?? { roleArn: principal.arn, calls: [] };
    this.calls.set(principal.sessionArn, session);
    session.calls.push(call);
  }

  ofFunction({ roleArn = "", name }: FunctionSettings): readonly ObservedCall[] {
    return this.calls.get(sessionPrincipal(roleArn, name).sessionArn ?? "")?.calls ?? [];
  }

  ofRole(roleArn: string): readonly ObservedCall[] {
    return [...this.calls.values()].filter((session) => session.roleArn === roleArn).flatMap(({ calls }) => calls);
  }
}
