import { gitHubEvent } from "./development";
import { auth0Event } from "./identity";
import type { TrafficOptions } from "./madeUp";
import { oktaEvent, personTarget, target } from "./okta";
import { oneLoginEvent } from "./onelogin";
import { administrator, helpDesk, type Person, personOf } from "./staff";

type Event = Readonly<Record<string, unknown>>;

/**
 * A vendor's part of one made-up incident of the last three hours, oldest first; empty for a vendor without a part. From one address, an attacker
 * tries passwords on many Okta accounts. One is the help desk's, whose owner denies five prompts and accepts the sixth. It resets the factors of
 * the administrator; as the administrator, the attacker creates an API token, grants the help desk's account the highest role, assumes an
 * employee at OneLogin, disables a second factor at Auth0 and makes a repository public.
 */
export function incidentOf(vendor: string, { seed, end }: Omit<TrafficOptions, "count">): readonly Event[] {
  const moment = (name: string, minutes: number) => ({ key: `incident/${seed}/${name}`, time: end - minutes * minute });
  return Object.hasOwn(incident, vendor) ? (incident[vendor]?.(moment) ?? []) : [];
}

/** Returns an event's own key and its time. @param minutes before the end */
type Moment = (name: string, minutes: number) => { readonly key: string; readonly time: number };

const minute = 60_000;

/** The attacker's address belongs to a network for documentation (RFC 5737). */
const attacker: Pick<Person, "ipAddress" | "place"> = {
  ipAddress: "198.51.100.23",
  place: {
    city: "Amsterdam",
    state: "North Holland",
    country: "Netherlands",
    countryCode: "NL",
    postalCode: "1012",
    geolocation: { lat: 52.37, lon: 4.9 },
  },
};

const triedAccounts = 22;
const deniedPrompts = 5;

const incident: Readonly<Record<string, (moment: Moment) => readonly Event[]>> = {
  okta: (moment) => [
    ...Array.from({ length: triedAccounts }, (_, index) =>
      oktaEvent({
        ...moment(`password ${index}`, 178 - 5 * index),
        actor: personOf(index + 1),
        client: attacker,
        eventType: "user.session.start",
        displayMessage: "User login to Okta",
        outcome: { result: "FAILURE", reason: "INVALID_CREDENTIALS" },
      }),
    ),
    ...Array.from({ length: deniedPrompts }, (_, index) =>
      oktaEvent({
        ...moment(`prompt ${index}`, 66 - index),
        actor: helpDesk,
        client: attacker,
        eventType: "user.mfa.okta_verify.deny_push",
        displayMessage: "User rejected Okta push verify",
        outcome: { result: "FAILURE", reason: "INVALID_CREDENTIALS" },
      }),
    ),
    oktaEvent({
      ...moment("sign-in", 60),
      actor: helpDesk,
      client: attacker,
      eventType: "user.session.start",
      displayMessage: "User login to Okta",
    }),
    oktaEvent({
      ...moment("own application", 54),
      actor: helpDesk,
      eventType: "user.authentication.sso",
      displayMessage: "User single sign on to app",
      target: [target("AppInstance", "Wiki", "0oa")],
    }),
    oktaEvent({
      ...moment("factors", 48),
      actor: helpDesk,
      client: attacker,
      eventType: "user.mfa.factor.reset_all",
      displayMessage: "Reset all factors for user",
      target: [personTarget(administrator)],
    }),
    oktaEvent({
      ...moment("token", 39),
      actor: administrator,
      client: attacker,
      eventType: "system.api_token.create",
      displayMessage: "Create API token",
      target: [target("Token", "backup", "00T")],
    }),
    oktaEvent({
      ...moment("role", 35),
      actor: administrator,
      client: attacker,
      eventType: "user.account.privilege.grant",
      displayMessage: "Grant user privilege",
      target: [personTarget(helpDesk)],
      debugData: { privilegeGranted: "Super administrator" },
    }),
  ],
  onelogin: (moment) => [
    oneLoginEvent({
      ...moment("assumed", 27),
      actor: administrator,
      client: attacker,
      user: personOf(4),
      fields: { event_type_id: 3 },
    }),
  ],
  auth0: (moment) => [
    auth0Event({
      ...moment("factor", 18),
      actor: administrator,
      client: attacker,
      fields: {
        type: "sapi",
        description: "Update a Multi-factor Authentication Factor",
        details: {
          request: {
            method: "put",
            path: "/api/v2/guardian/factors/push-notification",
            body: { enabled: false },
            ip: attacker.ipAddress,
          },
          response: { statusCode: 200, body: { enabled: false } },
        },
      },
    }),
  ],
  github: (moment) => [
    gitHubEvent({
      ...moment("repository", 9),
      actor: administrator,
      client: attacker,
      action: "repo.access",
      fields: { repo: "acme/billing", visibility: "public", previous_visibility: "private", public_repo: true },
    }),
  ],
};
