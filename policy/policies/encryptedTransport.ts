import { refusesPlainTransport } from "../documents/conditions";
import { resourceDocuments } from "../documents/places";
import { covers, type Statement, statementsOf } from "../documents/statements";
import { type Finding, findingIf, type ResourcePolicy } from "../policy";
import { onEach } from "../rules";

/** Nothing reaches a queue or a topic over plain HTTP. */
export const encryptedTransport: ResourcePolicy = {
  name: "encrypted-transport",
  description: "The policy of a queue or a topic refuses what comes without TLS.",
  severity: "medium",
  enforcementLevel: "mandatory",
  references: ["NIST 800-53 SC-8"],
  remediation: 'Add a statement that denies everybody (Principal "*") every action where aws:SecureTransport is false.',
  rules: [
    onEach(resourceDocuments, ({ kind, read }, { name }) =>
      kind === "queue" || kind === "topic" ? plainTransportFindings(name, kind, read()) : [],
    ),
  ],
};

function plainTransportFindings(name: string, kind: "queue" | "topic", document: unknown): readonly Finding[] {
  if (document === undefined || document === null) {
    return [];
  }
  const statements = statementsOf(document);
  const allowed = statements.filter(({ effect }) => effect === "Allow");
  const denials = statements.filter(refusesPlainTransport);
  const service = kind === "queue" ? "sqs" : "sns";
  const open = allowed
    .filter((statement) => !demandsTls(statement))
    .flatMap(({ actions, notActions }) => (notActions.length > 0 ? [`${service}:*`] : actions))
    .filter((action) => !denials.some(({ actions }) => actions.some((pattern) => covers(pattern, action))));
  // A policy that allows nothing leaves the account's own grants, which work over plain HTTP too.
  const unguarded = allowed.length === 0 && denials.length === 0 ? "what the account's own grants allow" : open[0];
  return findingIf(
    unguarded !== undefined,
    "aws:SecureTransport",
    `The policy of the ${kind} ${name} lets ${unguarded} work without TLS; deny it where aws:SecureTransport is false.`,
  );
}

function demandsTls({ conditions }: Statement): boolean {
  return conditions.some(
    ({ key, operator, values }) =>
      key === "aws:securetransport" && operator === "bool" && values.every((value) => value === "true"),
  );
}
