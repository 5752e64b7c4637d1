import fc from "fast-check";
import type { CompiledRule } from "../../functions/detector/compiledRule";
import type { ScanWindow } from "../../functions/detector/scanAnswer";
import { failedSignIns, sprayedSignIns, tokenMade } from "../functions/detector/rules";
import { signIn } from "./lake/stores";

/** The start of a scan's events, in milliseconds since 1970. */
export const start = Date.parse("2026-11-20T10:00:00Z");
export const window: ScanWindow = {
  since: start + 3_600_000,
  through: start + 5_400_000,
  after: start - 600_000,
};
export const rules: readonly CompiledRule[] = [tokenMade, failedSignIns(3, 600), sprayedSignIns(3, 300)];

/** A failed sign-in or a created token that a scan may find. */
export interface SignIn {
  readonly kind: "token" | "failure";
  /** Seconds from the start. */
  readonly second: number;
  readonly who: string;
  readonly address: string | undefined;
}

/** Returns the audit event of a sign-in; its UID is `u` with its number. */
export function auditEventOf({ kind, second, who, address }: SignIn, index: number) {
  return {
    ...signIn,
    UID: `u${index}`,
    eventTime: `${new Date(start + second * 1_000).toISOString().slice(0, 19)}Z`,
    eventName: kind === "token" ? "system.api_token.create" : "user.session.start",
    userIdentity: { type: "User", principalId: who },
    sourceIPAddress: address,
    ...(kind === "failure" && { errorCode: "FAILURE" }),
  };
}

/**
 * Failed sign-ins of 150 users and from 150 addresses that reach the count of each rule, but over more than its
 * timespan, and then one burst per rule: of `ada`, and from 203.0.113.7.
 */
export function signInsWithoutBursts(): readonly SignIn[] {
  const failure = (second: number, who: string, address?: string): SignIn => ({
    kind: "failure",
    second,
    who,
    address,
  });
  const many = Array.from({ length: 150 }, (_, index) => [
    ...[0, 400, 800].map((after) => failure(3_700 + index + after, `slow ${index}`)),
    // These times are in consecutive slots of 300 seconds.
    ...[0, 290, 580].map((after) => failure(3_910 + after, `${index} ${after}`, `198.51.100.${index}`)),
  ]).flat();
  const last = [0, 1, 2].flatMap((after) => [
    failure(5_300 + after, "ada"),
    failure(5_300 + after, `sprayed ${after}`, "203.0.113.7"),
  ]);
  return [...many, ...last];
}

/** Sign-ins of few users from few addresses, with the values that a store adds, such as the time of storing. */
export function randomSignIns<Stored>(stored: { readonly [Key in keyof Stored]: fc.Arbitrary<Stored[Key]> }) {
  const random = fc.record({
    kind: fc.constantFrom("token" as const, "failure" as const, "failure" as const),
    second: fc.integer({ min: -900, max: 7_200 }),
    who: fc.constantFrom("ada", "Ada", "grace", "alan", "edsger", "REDACTED"),
    address: fc.constantFrom("203.0.113.7", "203.0.113.8", undefined),
  });
  const both = fc.tuple(random, fc.record<Stored>(stored)).map(([event, rest]) => ({ ...event, ...rest }));
  return fc.array(both, { minLength: 1, maxLength: 150 });
}

/** Returns the rows of a result by column name, without nulls, as the clients of the stores do. */
export function namedRows({
  columns,
  rows,
}: {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}): readonly Readonly<Record<string, string>>[] {
  return rows.map((row) =>
    Object.fromEntries(columns.flatMap((name, index) => (row[index] === null ? [] : [[name, String(row[index])]]))),
  );
}
