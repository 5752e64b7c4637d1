import { uuidOf } from "../identifiers";
import { addressOf, emailOf, madeUpDay, people, type Random, type Traffic } from "./madeUp";

/** Made-up events of an Okta org (Okta API Reference, System Log, LogEvent object, and the Event types catalogue). */
export const oktaTraffic: Traffic = {
  detailType: "SystemLog",
  events: (options) => madeUpDay(options, (random, key, time) => logEvent(random, key, new Date(time))),
};

const success = { result: "SUCCESS" };
const apps = ["Payroll", "Wiki", "AWS IAM Identity Center", "Source control"] as const;
const groups = ["Engineering", "Finance", "Administrators"] as const;

interface Kind {
  readonly outcome?: (random: Random) => { readonly result: string; readonly reason?: string };
  readonly target?: (random: Random) => readonly unknown[];
}

/** Each kind of event: its type, its message and how often it occurs against the others. */
const kinds: readonly (readonly [eventType: string, displayMessage: string, weight: number, kind?: Kind])[] = [
  [
    "user.session.start",
    "User login to Okta",
    30,
    { outcome: (random) => (random.next() < 0.15 ? { result: "FAILURE", reason: "INVALID_CREDENTIALS" } : success) },
  ],
  [
    "user.authentication.sso",
    "User single sign on to app",
    30,
    { target: (random) => [target("AppInstance", random.pick(apps), "0oa")] },
  ],
  [
    "policy.evaluate_sign_on",
    "Evaluation of sign-on policy",
    15,
    {
      outcome: (random) =>
        random.next() < 0.3
          ? { result: "CHALLENGE", reason: "Sign-on policy evaluation resulted in CHALLENGE" }
          : { result: "ALLOW" },
      target: () => [target("PolicyEntity", "Default Policy", "00p")],
    },
  ],
  ["user.authentication.auth_via_mfa", "Authentication of user via MFA", 10],
  ["user.session.end", "User logout from Okta", 8],
  [
    "group.user_membership.add",
    "Add user to group membership",
    3,
    { target: (random) => [personTarget(random), target("UserGroup", random.pick(groups), "00g")] },
  ],
  [
    "user.account.lock",
    "Max sign in attempts exceeded",
    2,
    { outcome: () => ({ result: "FAILURE", reason: "LOCKED_OUT" }) },
  ],
  ["user.mfa.factor.deactivate", "Reset factor for user", 1, { target: (random) => [personTarget(random)] }],
  ["system.api_token.create", "Create API token", 1, { target: () => [target("Token", "deployment", "00T")] }],
  ["user.account.privilege.grant", "Grant user privilege", 1, { target: (random) => [personTarget(random)] }],
];

const browsers = [
  ["CHROME", "Mac OS X", "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Chrome/131.0.0.0 Safari/537.36"],
  ["FIREFOX", "Windows 10", "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0"],
  ["SAFARI", "iOS", "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Version/18.1 Safari/604.1"],
] as const;
const places = [
  {
    city: "Zurich",
    state: "Zurich",
    country: "Switzerland",
    postalCode: "8001",
    geolocation: { lat: 47.37, lon: 8.54 },
  },
  { city: "Dublin", state: "Leinster", country: "Ireland", postalCode: "D02", geolocation: { lat: 53.35, lon: -6.26 } },
] as const;

function logEvent(random: Random, identity: string, published: Date): Record<string, unknown> {
  const [eventType, displayMessage, , kind] = weighted(random);
  const name = random.pick(people);
  const place = random.pick(places);
  const requestId = uuidOf(`${identity}/request`);
  const ipAddress = addressOf(random);
  const [browser, os, rawUserAgent] = random.pick(browsers);
  return {
    uuid: uuidOf(identity),
    published: published.toISOString(),
    eventType,
    version: "0",
    severity: eventType === "user.account.lock" ? "WARN" : "INFO",
    legacyEventType: null,
    displayMessage,
    actor: { id: `00u${uuidOf(name).slice(0, 17)}`, type: "User", ...person(name), detailEntry: null },
    client: {
      userAgent: { browser, os, rawUserAgent },
      zone: "null",
      device: "Computer",
      id: null,
      ipAddress,
      geographicalContext: place,
    },
    outcome: { reason: null, ...(kind?.outcome?.(random) ?? success) },
    target: kind?.target?.(random) ?? null,
    transaction: { type: "WEB", id: requestId, detail: {} },
    debugContext: { debugData: { requestId, requestUri: "/idp/idx/identify", threatSuspected: "false" } },
    authenticationContext: {
      authenticationProvider: null,
      credentialProvider: null,
      credentialType: null,
      issuer: null,
      interface: null,
      authenticationStep: 0,
      externalSessionId: uuidOf(`${name}/session`),
    },
    securityContext: { asNumber: 64496, asOrg: "example", isp: "example", domain: "example.net", isProxy: false },
    request: { ipChain: [{ ip: ipAddress, geographicalContext: place, version: "V4", source: null }] },
  };
}

function weighted(random: Random): (typeof kinds)[number] {
  let left = random.integer(kinds.reduce((sum, [, , weight]) => sum + weight, 0));
  const chosen = kinds.find(([, , weight]) => {
    left -= weight;
    return left < 0;
  });
  return chosen ?? ["user.session.end", "User logout from Okta", 0];
}

function person(name: string): Record<string, string> {
  return { alternateId: emailOf(name), displayName: `${name} Example` };
}

function personTarget(random: Random): unknown {
  const name = random.pick(people);
  return { id: `00u${uuidOf(name).slice(0, 17)}`, type: "User", ...person(name), detailEntry: null };
}

function target(type: string, displayName: string, prefix: string): unknown {
  return {
    id: `${prefix}${uuidOf(displayName).slice(0, 17)}`,
    type,
    alternateId: displayName,
    displayName,
    detailEntry: null,
  };
}
