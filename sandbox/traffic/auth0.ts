import { uuidOf } from "../identifiers";
import { addressOf, emailOf, isoTime, madeUpDay, people } from "./madeUp";
import type { Random } from "./random";
import type { Traffic } from "./traffic";

/** Made-up logs of an Auth0 tenant (Auth0 documentation, Amazon EventBridge log streams and Log Event Type Codes). */
export const auth0Traffic: Traffic = {
  detailType: "Auth0 log",
  events: (options) => madeUpDay(options, auth0Event),
};

/** Codes with what is said of them, some several times, as often as they occur. */
const kinds = [
  ["s", undefined],
  ["s", undefined],
  ["s", undefined],
  ["seacft", undefined],
  ["seacft", undefined],
  ["slo", undefined],
  ["fp", "Wrong email or password."],
  ["fu", "Wrong email or password."],
  ["sapi", "Update a client"],
  ["limit_wc", "An IP address is blocked because it reached the maximum failed login attempts into a single account."],
] as const;

function auth0Event(random: Random, key: string, time: number): Readonly<Record<string, unknown>> {
  const [type, description] = random.pick(kinds);
  const person = random.pick(people);
  const logId = `90020${Math.floor(time)}${uuidOf(key).replace(/\D/g, "").padEnd(30, "0").slice(0, 30)}`;
  return {
    log_id: logId,
    data: {
      date: isoTime(time),
      type,
      ...(description !== undefined && { description }),
      connection: "Username-Password-Authentication",
      connection_id: "con_a1b2c3d4e5f6g7h8",
      client_id: "EXAMPLEclientEXAMPLEclientEXAMPL",
      client_name: "Customer portal",
      ip: addressOf(random),
      user_agent: "Firefox 132.0.0 / Windows 10.0.0",
      hostname: "acme.eu.auth0.com",
      user_id: `auth0|${uuidOf(person).replaceAll("-", "").slice(0, 24)}`,
      user_name: emailOf(person),
      strategy: "auth0",
      strategy_type: "database",
      log_id: logId,
    },
  };
}
