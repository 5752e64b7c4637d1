import published from "./kinds/github.json";

/** The actions that GitHub documents for the audit logs of enterprises, organizations and personal accounts on GitHub.com. */
export const gitHubActions: readonly string[] = Object.entries(published.actions).flatMap(([category, actions]) =>
  actions.map((action) => `${category}.${action}`),
);

/**
 * Actions whose name indicates a failure or a refusal, such as `user.failed_login`. A decision is not a failure, for example
 * `personal_access_token.request_denied`: the denial succeeded.
 * Source: GitHub Docs, the descriptions of the actions.
 */
export const gitHubFailures =
  "(?:^|[._])(?:failed|failure|error|rejected|unsatisfied|rate_limited|rate_limit_exceeded)(?:$|[._])";

/**
 * Sign-ins and their steps. Only in these events is the named user the one who signed in, or tried to.
 * Source: GitHub Docs, the descriptions of the actions.
 */
export const gitHubSignIns =
  "^(?:user\\.(?:login|logout|failed_login|new_device_used|two_factor_(?:requested|challenge_\\w+|recover)|device_verification_\\w+|sign_in_\\w+|correct_password_\\w+)|user_session\\..+|(?:org|business)\\.(?:sso_response|recovery_code_\\w+))$";

/**
 * GitHub's own actions if no actor is named.
 * Source: GitHub Docs, the descriptions of the actions ("GitHub detected a secret", "GitHub created a Dependabot alert").
 */
export const gitHubsOwnActions =
  "^(?:secret_scanning_alert\\.(?:create|delete|public_leak)|repository_vulnerability_alert\\.(?:create|auto_\\w+|reintroduce)|repository_advisory\\.github_\\w+|copilot\\.cfb_seat_cancelled_by_staff|staff\\..+)$";
