import { type ConditionKeys, callerKeys, trustKeys } from "../documents/conditionKeys";
import { isNarrowed } from "../documents/conditions";
import type { Statement } from "../documents/statements";
import { missingBounds } from "./federation";
import { identityProviderOf, isEveryone, serviceOf, wholeAccountOf } from "./principals";

/** Unrestricted principals of a trust policy, for one reason. */
export interface UnboundTrust {
  readonly principals: readonly string[];
  /** A description of who may assume the role. */
  readonly who: string;
  /** The fix. */
  readonly advice: string;
}

export interface TrustOptions {
  /** Services, without Region, that send no source when they assume roles. */
  readonly sourcelessServices: ReadonlySet<string>;
  /** The owner's accounts, which need no external ID. If none is known, no account counts as foreign. */
  readonly ownAccounts: ReadonlySet<string>;
}

/** Finds the unrestricted principals of a statement: everyone, all users of a provider, a service for any account, a whole account. */
export function unboundTrusts(statement: Statement, options: TrustOptions): readonly UnboundTrust[] {
  const found = statement.principals.flatMap((principal) => {
    const fault = faultOf(principal, statement, options);
    return fault === undefined ? [] : [{ principals: [principal], ...fault }];
  });
  // One for each reason: principals with the same reason, such as services, share a finding.
  const byReason = new Map<string, UnboundTrust>();
  for (const trust of found) {
    const same = byReason.get(trust.advice);
    byReason.set(
      trust.advice,
      same === undefined
        ? trust
        : { ...trust, principals: [...same.principals, ...trust.principals], who: `${same.who}, ${trust.who}` },
    );
  }
  return [...byReason.values()];
}

function faultOf(
  principal: string,
  statement: Statement,
  { sourcelessServices, ownAccounts }: TrustOptions,
): Pick<UnboundTrust, "who" | "advice"> | undefined {
  if (isEveryone(principal)) {
    return isNarrowed(statement, callerKeys)
      ? undefined
      : {
          who: "everyone",
          advice:
            "name the service or account that needs it, or add a condition that names an organization or a role, such as aws:PrincipalOrgID",
        };
  }
  const provider = identityProviderOf(principal);
  if (provider !== undefined) {
    const advice = missingBounds(provider, statement);
    return advice === undefined ? undefined : { who: `everyone whom ${provider} identifies`, advice };
  }
  const service = serviceOf(principal);
  if (service !== undefined) {
    return sourcelessServices.has(service) || isNarrowed(statement, trustKeys)
      ? undefined
      : {
          who: `${service} on behalf of any account`,
          advice: "add a condition on aws:SourceAccount, or on aws:SourceArn with an ARN that contains the account",
        };
  }
  const account = wholeAccountOf(principal);
  const isForeign = account !== undefined && ownAccounts.size > 0 && !ownAccounts.has(account);
  return !isForeign || isNarrowed(statement, accountKeys)
    ? undefined
    : {
        who: `anyone whom the administrators of the account ${account} choose`,
        advice:
          "name the role in that account, add a condition on sts:ExternalId with the value that a third party gives you, or list the account in ownAccounts if it is your own",
      };
}

/** Keys that limit the trust in a whole account (IAM User Guide, "Access to AWS accounts owned by third parties"; "Configure MFA-protected API access"). */
const accountKeys: ConditionKeys = {
  ...callerKeys,
  "aws:multifactorauthpresent": "true",
  "aws:principaltag/*": "literal",
  "sts:externalid": "literal",
};
