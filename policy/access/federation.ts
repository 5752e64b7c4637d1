import { isLiteral, namesSomething } from "../documents/conditions";
import { type Condition, hasWildcard, type Statement } from "../documents/statements";
import { entryOf } from "../documents/values";

/**
 * Describes the conditions missing from a trust in an identity provider; undefined if the trust is limited to an identity.
 * - A built-in provider of IAM serves everyone, so the application must be named (IAM User Guide, "Create a role for OIDC federation",
 *   "Available keys for AWS OIDC federation").
 * - A SAML provider is limited by the recipient or the content of its assertions (IAM User Guide, "Create a role for SAML 2.0 federation").
 * - An OIDC provider of the account accepts only the audiences of its client list, so the audience is checked already (IAM API Reference,
 *   CreateOpenIDConnectProvider: ClientIDList). Other customers of the issuer can request the same audience: the subject or another claim must name
 *   the token's owner (IAM User Guide, "Identity-provider controls for shared OIDC providers").
 */
export function missingBounds(provider: string, { conditions }: Statement): string | undefined {
  const host = provider.toLowerCase();
  const claims = entryOf(builtIn, host);
  if (claims !== undefined) {
    const keys = claims.map((claim) => `${host}:${claim}`);
    return conditions.some((condition) => keys.includes(condition.key) && isLiteral(condition))
      ? undefined
      : `add a StringEquals condition on ${keys[0]} with the id of your application`;
  }
  if (/:saml-provider\//i.test(provider)) {
    return conditions.some((condition) => samlKeys.includes(condition.key) && isLiteral(condition))
      ? undefined
      : "add a StringEquals condition on SAML:aud with the recipient URL of the assertions";
  }
  const found = /:oidc-provider\/(.+)$/i.exec(provider)?.[1];
  const issuer = found && withoutSlash(found.toLowerCase());
  return conditions.some((condition) => namesIdentity(condition, issuer))
    ? undefined
    : `add conditions on ${issuer ?? "the issuer"}:aud and ${issuer ?? "the issuer"}:sub, with a subject that names its organization, repository or account`;
}

/** The claims that name an application or its users, by provider. Cognito's `amr` and Google's `oaud` are excluded, since a caller chooses them. */
const builtIn: Readonly<Record<string, readonly string[]>> = {
  "accounts.google.com": ["aud", "azp", "sub"],
  "cognito-identity.amazonaws.com": ["aud", "sub"],
  "graph.facebook.com": ["app_id", "id"],
  "www.amazon.com": ["app_id", "user_id"],
};

const samlKeys: readonly string[] = ["saml:aud", "saml:iss", "saml:namequalifier", "saml:sub"];

/**
 * The claims that name the owner of a token: the subject, and those of GitHub that hold the owner or the repository (GitHub Docs, "OpenID Connect
 * reference"). Branches, environments and workflows have the same names in everyone's repositories.
 */
const ownerClaims: readonly string[] = [
  "email",
  "enterprise",
  "enterprise_id",
  "job_workflow_ref",
  "repository",
  "repository_id",
  "repository_owner",
  "repository_owner_id",
  "sub",
];

/**
 * The issuers whose tokens name the customer in another key: Microsoft's for Sentinel and Defender for Cloud in the session's name, another in the
 * audience (IAM User Guide, "Identity-provider controls for shared OIDC providers").
 */
const tenantKeys: ReadonlyMap<string, string> = new Map([
  ["sandboxes.cloud", "sandboxes.cloud:aud"],
  ["sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d", "sts:rolesessionname"],
]);

/** Removes the slash that an issuer's path may end with, as Auth0's and Microsoft's do. */
function withoutSlash(issuer: string): string {
  return issuer.replace(/\/$/, "");
}

/** @param issuer undefined if the provider's ARN does not contain it: then claims of any issuer count */
function namesIdentity(condition: Condition, issuer: string | undefined): boolean {
  const end = condition.key.lastIndexOf(":");
  const host = withoutSlash(condition.key.slice(0, end));
  const isIssuers = issuer === undefined ? host.includes(".") : host === issuer;
  if (issuer !== undefined && tenantKeys.get(issuer) === condition.key) {
    return isLiteral(condition);
  }
  return (
    isIssuers &&
    ownerClaims.includes(condition.key.slice(end + 1)) &&
    namesSomething(condition) &&
    condition.values.every(namesOwner)
  );
}

/** The fixed words at the beginning of a subject. */
const labels =
  /^(system:serviceaccount:|pulumi:[a-z_-]+:((org|pulumi\.organization\.login):)?|(org|account)\/|sc:\/\/|[a-z_]+:)/;

/**
 * Reports if a subject names its owner: the first part after the issuer's fixed words has no wildcard. `repo:octo-org/*` does,
 * `repo:*`, `repo:octo*` and `organization:*:project:x` do not. Sources: GitHub Docs, "OpenID Connect reference"; GitLab Docs, "Configure OpenID
 * Connect in AWS"; HCP Terraform, "Workload identity tokens"; Pulumi Docs, "OIDC token claims"; CircleCI Docs, "OpenID Connect tokens"; Kubernetes
 * Documentation, "Service accounts"; Atlassian Support, "Deploy on AWS using Bitbucket Pipelines OpenID Connect"; Microsoft Learn, "Workload identity
 * federation" of Azure DevOps; Harness, Vercel and Buildkite likewise.
 */
function namesOwner(subject: string): boolean {
  if (subject.includes("${")) {
    return false;
  }
  const named = subject.replace(labels, "");
  const [owner = "", ...rest] = named.split(/[:/]/);
  // Bitbucket's UUIDs end with a brace, whatever follows.
  const isUuid = /^\{[^*?{}]+\}/.test(named);
  return !hasWildcard(subject) || isUuid || (owner !== "" && rest.length > 0 && !hasWildcard(owner));
}
