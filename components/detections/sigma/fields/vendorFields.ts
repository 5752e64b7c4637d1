import { auth0 } from "../../../../functions/vendors/auth0";
import { github } from "../../../../functions/vendors/github";
import { okta } from "../../../../functions/vendors/okta";
import { onelogin } from "../../../../functions/vendors/onelogin";
import type { Vendor } from "../../../../functions/vendors/vendor";
import { auth0Fields, gitHubFields, oktaFields, oneLoginFields } from "./documentedFields";

/** A vendor whose events rules can read: its log source, and its fields in addition to those of its mapping. */
export interface VendorFields {
  readonly vendor: Vendor;
  /** The `logsource.service` of its rules; a rule may leave it out. Source: Sigma taxonomy appendix 2.1; auth0 is not in it. */
  readonly service: string;
  /**
   * Fields that the vendor documents. `a.b` is a text, number or boolean; `a.b.*` is an object or list with any fields. A name from the mapping may have
   * any fields below it, unless names below it are listed here.
   */
  readonly documented: readonly string[];
  /** Fields with lists of objects, whose fields a rule names without a position: `target.displayName` matches any target. */
  readonly objectLists: readonly string[];
  /** Fields with lists of texts; a condition holds if it does for any item. */
  readonly textLists: readonly string[];
  /** A field that contains the others in one of the two forms of the vendor's events; a rule names a field with or without it. */
  readonly wrapper?: string;
  /** Fields with the name of a finding's actor and target; the first with a value applies. */
  readonly actor: readonly string[];
  readonly target: readonly string[];
}

/** Vendors by the `logsource.product` of a rule. */
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
    // Lists in the event's schemas, and in requests and responses of the Management API.
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
