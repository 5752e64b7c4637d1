import { demandsTls, refusesPlainTransport } from "../access/transport";
import { type ResourceDocument, resourceDocuments } from "../documents/places";
import { covers, type Statement, statementSubject, statementsOf } from "../documents/statements";
import type { JudgedResource } from "../judgedResource";
import { type Finding, findingIf, type ResourcePolicy } from "../policy";
import { onEach } from "../rules";
import { knownValue } from "../unknownValue";

/** Denies plain HTTP to queues and topics. */
export const encryptedTransport: ResourcePolicy = {
  name: "encrypted-transport",
  description:
    "The policy of a queue or topic denies requests without TLS, for each action and resource that it allows. A queue or topic without a policy is not checked; for two policies of one queue, see unique-names.",
  severity: "medium",
  enforcementLevel: "mandatory",
  references: ["NIST 800-53 SC-8"],
  remediation:
    'Add a statement that denies everyone (Principal "*") every action on the queue or topic where aws:SecureTransport is false.',
  rules: [
    onEach(resourceDocuments, ({ kind, read }, resource) => {
      const service = services[kind];
      return service === undefined ? [] : plainTransportFindings(resource, kind, service, read());
    }),
  ],
};

/** By kind: the service prefix of its actions. */
const services: Readonly<Record<ResourceDocument["kind"], "sqs" | "sns" | undefined>> = { queue: "sqs", topic: "sns" };

function plainTransportFindings(
  resource: JudgedResource,
  kind: string,
  service: "sqs" | "sns",
  document: unknown,
): readonly Finding[] {
  if (document === undefined || document === null) {
    return [];
  }
  const own = ownArn(resource);
  const statements = statementsOf(document);
  const allowed = statements.filter(({ effect }) => effect === "Allow");
  const denials = statements.filter(refusesPlainTransport);
  const open = allowed.flatMap((statement) => {
    const actions = statement.notActions.length > 0 ? [`${service}:*`] : statement.actions;
    const plain = demandsTls(statement)
      ? []
      : actions.filter((action) => !resourcesOrAll(statement).every((one) => isDenied(action, one, own, denials)));
    return findingIf(
      plain.length > 0,
      statementSubject("aws:SecureTransport", statement, { actions: plain }),
      `The policy of the ${kind} ${resource.name} allows ${plain.join(", ")} without TLS (statement ${statement.label}); deny it on the ${kind}'s ARN where aws:SecureTransport is false.`,
    );
  });
  return [
    ...new Map(open.map((finding) => [finding.subject, finding])).values(),
    // If a policy allows nothing, the account's own grants remain, and they work over plain HTTP too.
    ...findingIf(
      allowed.length === 0 && !denials.some((statement) => isAbout(own, statement)),
      "aws:SecureTransport",
      `The policy of the ${kind} ${resource.name} does not deny requests without TLS, so the account's own grants work without it; deny them where aws:SecureTransport is false.`,
    ),
  ];
}

function resourcesOrAll({ resources, notResources }: Statement): readonly string[] {
  return notResources.length > 0 || resources.length === 0 ? ["*"] : resources;
}

/** Reports if some denial covers an action on a resource. A resource with a wildcard is the policy's own: the policy applies to no other. */
function isDenied(action: string, resource: string, own: string | undefined, denials: readonly Statement[]): boolean {
  return denials.some(
    (denial) =>
      denial.actions.some((pattern) => covers(pattern, action)) &&
      denial.resources.some(
        (pattern) => covers(pattern, resource) || (covers(resource, pattern) && isOwn(pattern, own)),
      ),
  );
}

function isAbout(own: string | undefined, { resources }: Statement): boolean {
  return resources.some((pattern) => isOwn(pattern, own));
}

/** Reports if a resource includes the policy's own, or may include it while the ARN is unknown. */
function isOwn(pattern: string, own: string | undefined): boolean {
  return own === undefined || covers(pattern, own) || covers(own, pattern);
}

/** The ARN of the queue or topic that the policy is on, with `*` for the parts that its name alone does not contain; undefined if neither is known. */
function ownArn({ type, props }: JudgedResource): string | undefined {
  const given = (property: string) => {
    const value = knownValue(() => props[property]);
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const arn = given("arn");
  if (arn?.startsWith("arn:")) {
    return arn;
  }
  const [, host = "", account, queue] = /^https?:\/\/([^/]+)\/(\d{12})\/([\w.-]+)$/.exec(given("queueUrl") ?? "") ?? [];
  if (queue !== undefined) {
    const region = /^sqs\.([a-z0-9-]+)\.amazonaws\.com(\.cn)?$/.exec(host)?.[1] ?? "*";
    return `arn:*:sqs:${region}:${account}:${queue}`;
  }
  const name = type.endsWith("Policy") ? undefined : given("name");
  return name === undefined ? undefined : `arn:*:*:*:*:${name}`;
}
