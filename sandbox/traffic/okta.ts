import { uuidOf } from "../identifiers";
import { isoTime, madeUpDay, type Occasion, pickWeighted, type Random, type Traffic } from "./madeUp";
import { administrator, helpDesk, type Person, type Place } from "./staff";

/** Made-up events of an Okta org (Okta API Reference, System Log, LogEvent object, and the Event types catalogue). */
export const oktaTraffic: Traffic = {
  detailType: "SystemLog",
  events: (options) => madeUpDay(options, usualEvent),
};

const apps = ["Payroll", "Wiki", "AWS IAM Identity Center", "Source control"] as const;
const groups = ["Engineering", "Finance", "Support"] as const;

/** The part of an event that depends on its kind. */
interface OktaKind {
  readonly eventType: string;
  readonly displayMessage: string;
  readonly outcome?: { readonly result: string; readonly reason?: string };
  readonly target?: readonly unknown[];
  readonly debugData?: Readonly<Record<string, string>>;
}

interface Kind extends Omit<OktaKind, "outcome" | "target"> {
  /** Relative frequency in its list. */
  readonly weight: number;
  /** The actor. @default the user of the occasion */
  readonly actor?: Person;
  readonly outcome?: (random: Random) => NonNullable<OktaKind["outcome"]>;
  readonly target?: (occasion: Occasion) => readonly unknown[];
}

const success = { result: "SUCCESS" };

const usual: readonly [Kind, ...Kind[]] = [
  {
    eventType: "user.session.start",
    displayMessage: "User login to Okta",
    weight: 30,
    outcome: (random) => (random.next() < 0.05 ? { result: "FAILURE", reason: "INVALID_CREDENTIALS" } : success),
  },
  {
    eventType: "user.authentication.sso",
    displayMessage: "User single sign on to app",
    weight: 34,
    target: ({ random }) => [target("AppInstance", random.pick(apps), "0oa")],
  },
  {
    eventType: "policy.evaluate_sign_on",
    displayMessage: "Evaluation of sign-on policy",
    weight: 15,
    outcome: (random) =>
      random.next() < 0.3
        ? { result: "CHALLENGE", reason: "Sign-on policy evaluation resulted in CHALLENGE" }
        : { result: "ALLOW" },
    target: () => [target("PolicyEntity", "Default Policy", "00p")],
  },
  { eventType: "user.authentication.auth_via_mfa", displayMessage: "Authentication of user via MFA", weight: 11 },
  { eventType: "user.session.end", displayMessage: "User logout from Okta", weight: 8 },
  {
    eventType: "group.user_membership.add",
    displayMessage: "Add user to group membership",
    weight: 2,
    actor: administrator,
    target: ({ random, other }) => [personTarget(other), target("UserGroup", random.pick(groups), "00g")],
  },
];

const rare: readonly [Kind, ...Kind[]] = [
  {
    eventType: "user.account.lock",
    displayMessage: "Max sign in attempts exceeded",
    weight: 3,
    outcome: () => ({ result: "FAILURE", reason: "LOCKED_OUT" }),
  },
  {
    eventType: "user.mfa.factor.deactivate",
    displayMessage: "Reset factor for user",
    weight: 2,
    actor: helpDesk,
    target: ({ other }) => [personTarget(other)],
  },
  {
    eventType: "user.account.privilege.grant",
    displayMessage: "Grant user privilege",
    weight: 1,
    actor: administrator,
    target: ({ other }) => [personTarget(other)],
    debugData: { privilegeGranted: "Group administrator" },
  },
];

function usualEvent(occasion: Occasion): Readonly<Record<string, unknown>> {
  const { random, key, time, person, isRare } = occasion;
  const kind = pickWeighted(random, isRare ? rare : usual);
  return oktaEvent({
    ...kind,
    key,
    time,
    actor: kind.actor ?? person,
    outcome: kind.outcome?.(random) ?? success,
    target: kind.target?.(occasion) ?? [],
  });
}

const browsers = [
  ["CHROME", "Mac OS X", "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Chrome/131.0.0.0 Safari/537.36"],
  ["FIREFOX", "Windows 10", "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0"],
  ["SAFARI", "iOS", "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Version/18.1 Safari/604.1"],
] as const;

interface OktaEvent extends OktaKind {
  readonly key: string;
  readonly time: number;
  readonly actor: Person;
  /** The client's place. @default the actor's place of work */
  readonly client?: Pick<Person, "ipAddress" | "place">;
}

/** Makes one event of the System Log. */
export function oktaEvent({ key, time, actor, client = actor, ...kind }: OktaEvent): Readonly<Record<string, unknown>> {
  const requestId = uuidOf(`${key}/request`);
  const [browser, os, rawUserAgent] = browsers[actor.index % browsers.length] ?? browsers[0];
  const { eventType, displayMessage, outcome = success, target: targets = [], debugData } = kind;
  const geographicalContext = contextOf(client.place);
  return {
    uuid: uuidOf(key),
    published: isoTime(time),
    eventType,
    version: "0",
    severity: outcome.result === "FAILURE" ? "WARN" : "INFO",
    legacyEventType: null,
    displayMessage,
    actor: personTarget(actor),
    client: {
      userAgent: { browser, os, rawUserAgent },
      zone: "null",
      device: "Computer",
      id: null,
      ipAddress: client.ipAddress,
      geographicalContext,
    },
    outcome: { reason: null, ...outcome },
    target: targets.length === 0 ? null : targets,
    transaction: { type: "WEB", id: requestId, detail: {} },
    debugContext: { debugData: { requestId, requestUri: "/idp/idx/identify", threatSuspected: "false", ...debugData } },
    authenticationContext: {
      authenticationProvider: null,
      credentialProvider: null,
      credentialType: null,
      issuer: null,
      interface: null,
      authenticationStep: 0,
      externalSessionId: uuidOf(`${actor.name}/session`),
    },
    securityContext: { asNumber: 64496, asOrg: "example", isp: "example", domain: "example.net", isProxy: false },
    request: { ipChain: [{ ip: client.ipAddress, geographicalContext, version: "V4", source: null }] },
  };
}

function contextOf({ countryCode: _, ...context }: Place): Readonly<Record<string, unknown>> {
  return context;
}

/** A user as the actor or the target of an event. */
export function personTarget({ name, email, displayName }: Person): Readonly<Record<string, unknown>> {
  return { id: `00u${uuidOf(name).slice(0, 17)}`, type: "User", alternateId: email, displayName, detailEntry: null };
}

/** Another subject of an event. @param prefix the first letters of the ids of its type */
export function target(type: string, displayName: string, prefix: string): Readonly<Record<string, unknown>> {
  return {
    id: `${prefix}${uuidOf(displayName).slice(0, 17)}`,
    type,
    alternateId: displayName,
    displayName,
    detailEntry: null,
  };
}
