import { uuidOf } from "../identifiers";
import { madeUpDay } from "./madeUp";
import type { Random } from "./random";
import type { Traffic } from "./traffic";

/**
 * Made-up events of an Okta org, in the shape of Okta's System Log (Okta API Reference, System Log, LogEvent object, and the
 * Event types catalogue). One event in a hundred comes twice, as Okta's log streaming may deliver it.
 */
export const oktaTraffic: Traffic = {
  detailType: "SystemLog",
  events: (options) => madeUpDay(options, (random, key, time) => logEvent(random, key, new Date(time))),
};

interface Kind {
  readonly eventType: string;
  readonly displayMessage: string;
  readonly severity: "INFO" | "WARN" | "ERROR" | "DEBUG";
  /** How often, against the others. */
  readonly weight: number;
  readonly outcome?: (random: Random) => { readonly result: string; readonly reason?: string };
  readonly target?: (random: Random) => readonly unknown[];
}

const success = { result: "SUCCESS" };
const apps = ["Payroll", "Wiki", "AWS IAM Identity Center", "Source control"] as const;
const groups = ["Engineering", "Finance", "Administrators"] as const;

const kinds: readonly Kind[] = [
  {
    eventType: "user.session.start",
    displayMessage: "User login to Okta",
    severity: "INFO",
    weight: 30,
    outcome: (random) => (random.next() < 0.15 ? { result: "FAILURE", reason: "INVALID_CREDENTIALS" } : success),
  },
  {
    eventType: "user.authentication.sso",
    displayMessage: "User single sign on to app",
    severity: "INFO",
    weight: 30,
    target: (random) => [target("AppInstance", random.pick(apps), "0oa")],
  },
  {
    eventType: "policy.evaluate_sign_on",
    displayMessage: "Evaluation of sign-on policy",
    severity: "INFO",
    weight: 15,
    outcome: (random) =>
      random.next() < 0.3
        ? { result: "CHALLENGE", reason: "Sign-on policy evaluation resulted in CHALLENGE" }
        : { result: "ALLOW" },
    target: () => [target("PolicyEntity", "Default Policy", "00p")],
  },
  {
    eventType: "user.authentication.auth_via_mfa",
    displayMessage: "Authentication of user via MFA",
    severity: "INFO",
    weight: 10,
  },
  { eventType: "user.session.end", displayMessage: "User logout from Okta", severity: "INFO", weight: 8 },
  {
    eventType: "group.user_membership.add",
    displayMessage: "Add user to group membership",
    severity: "INFO",
    weight: 3,
    target: (random) => [personTarget(random), target("UserGroup", random.pick(groups), "00g")],
  },
  {
    eventType: "user.account.lock",
    displayMessage: "Max sign in attempts exceeded",
    severity: "WARN",
    weight: 2,
    outcome: () => ({ result: "FAILURE", reason: "LOCKED_OUT" }),
  },
  {
    eventType: "user.mfa.factor.deactivate",
    displayMessage: "Reset factor for user",
    severity: "INFO",
    weight: 1,
    target: (random) => [personTarget(random)],
  },
  {
    eventType: "system.api_token.create",
    displayMessage: "Create API token",
    severity: "INFO",
    weight: 1,
    target: () => [target("Token", "deployment", "00T")],
  },
  {
    eventType: "user.account.privilege.grant",
    displayMessage: "Grant user privilege",
    severity: "INFO",
    weight: 1,
    target: (random) => [personTarget(random)],
  },
];

const people = ["ada", "grace", "alan", "edsger", "barbara", "niklaus", "frances", "tony"] as const;
const browsers = [
  {
    browser: "CHROME",
    os: "Mac OS X",
    rawUserAgent: "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Chrome/131.0.0.0 Safari/537.36",
  },
  {
    browser: "FIREFOX",
    os: "Windows 10",
    rawUserAgent: "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0",
  },
  {
    browser: "SAFARI",
    os: "iOS",
    rawUserAgent: "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Version/18.1 Safari/604.1",
  },
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
  const kind = weighted(random);
  const name = random.pick(people);
  const place = random.pick(places);
  const requestId = uuidOf(`${identity}/request`);
  // Addresses that are set aside for documentation.
  const ipAddress = `203.0.113.${1 + random.integer(254)}`;
  return {
    uuid: uuidOf(identity),
    published: published.toISOString(),
    eventType: kind.eventType,
    version: "0",
    severity: kind.severity,
    legacyEventType: null,
    displayMessage: kind.displayMessage,
    actor: { id: `00u${uuidOf(name).slice(0, 17)}`, type: "User", ...person(name), detailEntry: null },
    client: {
      userAgent: random.pick(browsers),
      zone: "null",
      device: "Computer",
      id: null,
      ipAddress,
      geographicalContext: place,
    },
    outcome: { reason: null, ...(kind.outcome?.(random) ?? success) },
    target: kind.target?.(random) ?? null,
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

function weighted(random: Random): Kind {
  let left = random.integer(kinds.reduce((sum, { weight }) => sum + weight, 0));
  const chosen = kinds.find(({ weight }) => {
    left -= weight;
    return left < 0;
  });
  return chosen ?? (kinds[0] as Kind);
}

function person(name: string): Record<string, string> {
  return { alternateId: `${name}@example.com`, displayName: `${name.charAt(0).toUpperCase()}${name.slice(1)} Example` };
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
