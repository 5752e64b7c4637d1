import fc from "fast-check";
import type { CompiledRule } from "../../functions/detector/compiledRule";
import type { ScanWindow } from "../../functions/detector/scanAnswer";
import { failedSignIns, sprayedSignIns, tokenMade } from "../functions/detector/rules";
import { signIn } from "./lake/stores";

/** The time from which the events of a scan are counted, in milliseconds since 1970. */
export const start = Date.parse("2026-11-20T10:00:00Z");
export const window: ScanWindow = {
  since: start + 3_600_000,
  through: start + 5_400_000,
  after: start - 600_000,
};
export const rules: readonly CompiledRule[] = [tokenMade, failedSignIns(3, 600), sprayedSignIns(3, 300)];

/** A failed sign-in, or a token that somebody made, that a scan may find. */
export interface SignIn {
  readonly kind: "token" | "failure";
  /** Seconds from the start. */
  readonly second: number;
  readonly who: string;
  readonly address: string | undefined;
}

/** The audit event of a sign-in; its UID is `u` with its number. */
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

/** Sign-ins of few people from few addresses, each with what a store adds, such as the time at which it was stored. */
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

/** The rows of an answer by the names of its columns, without what is null, as the clients of the stores give them. */
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
