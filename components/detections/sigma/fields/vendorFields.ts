import { auth0 } from "../../../../functions/vendors/auth0";
import { github } from "../../../../functions/vendors/github";
import { okta } from "../../../../functions/vendors/okta";
import { onelogin } from "../../../../functions/vendors/onelogin";
import type { Vendor } from "../../../../functions/vendors/vendor";
import { auth0Fields, gitHubFields, oktaFields, oneLoginFields } from "./documentedFields";

/** A vendor whose events rules can read: the log source by which a rule names it, and its fields beside those that its mapping names. */
export interface VendorFields {
  readonly vendor: Vendor;
  /** The `logsource.service` of its rules; a rule may leave it out. Source: Sigma taxonomy appendix 2.1; auth0 is not in it. */
  readonly service: string;
  /**
   * Fields that the vendor documents. `a.b` is a text, number or boolean; `a.b.*` is an object or list with any fields. A name that is taken from the
   * mapping may have any fields below it, except where names below it are listed here.
   */
  readonly documented: readonly string[];
  /** Fields that hold lists of objects, whose fields a rule names without a position: `target.displayName` is that of any target. */
  readonly objectLists: readonly string[];
  /** Fields that hold lists of texts: a rule's condition holds where it does for one of them. */
  readonly textLists: readonly string[];
  /** A field that holds the others in one of the two forms of its events; a rule names a field with it or without. */
  readonly wrapper?: string;
  /** The name of a finding's actor and target, the first that there is. */
  readonly actor: readonly string[];
  readonly target: readonly string[];
}

/** By the `logsource.product` of a rule. */
export const vendorFields: Readonly<Record<string, VendorFields>> = {
  okta: {
    vendor: okta,
    service: "okta",
    documented: oktaFields,
    objectLists: ["target", "request.ipChain"],
    textLists: ["debugContext.debugData.behaviors"],
    actor: ["actor.alternateId", "actor.id"],
    target: ["target.0.alternateId", "target.0.displayName", "target.0.id"],
  },
  onelogin: {
    vendor: onelogin,
    service: "onelogin.events",
    documented: oneLoginFields,
    objectLists: [],
    textLists: ["risk_reasons"],
    actor: ["actor_user_name", "userIdentity.principalId"],
    target: ["user_name", "role_name", "app_name", "object_id"],
  },
  auth0: {
    vendor: auth0,
    service: "auth0",
    documented: auth0Fields,
    objectLists: [],
    // Those of the event's schemas, and of requests and answers of the Management API.
    textLists: [
      ...[
        "scope",
        "details.allowed_logout_url",
        "details.allowedOrigins",
        "details.webOrigins",
        "details.invitation.roles",
      ],
      ...["details.actions.executions", "details.request.auth.scopes", "details.request.auth.credentials.scopes"],
      ...["roles", "owners", "shields", "permissions", "grant_types", "callbacks"].flatMap((name) => [
        `details.request.body.${name}`,
        `details.response.body.${name}`,
      ]),
    ],
    wrapper: "data",
    actor: ["user_name", "userIdentity.principalId"],
    target: ["details.request.path", "client_name", "user_name"],
  },
  github: {
    vendor: github,
    service: "audit",
    documented: gitHubFields,
    objectLists: ["reasons"],
    textLists: [
      ...["events", "events_were", "config.events", "overridden_codes", "permissions_added", "permissions_removed"],
      ...["repositories", "repositories_added", "repositories_removed", "secrets_passed", "runner_labels"],
    ],
    actor: ["actor", "userIdentity.principalId"],
    target: ["repo", "user", "team", "name", "org", "business"],
  },
};
