import type { StackFile } from "../../sandbox/stackFile";

const account = "123456789012";
const uuid = "1234abcd-12ab-34cd-56ef-1234567890ab";
const key = `arn:aws:kms:us-east-1:${account}:key/${uuid}`;

/** The ARN of the permissions boundary in the sandbox's account. */
export const boundaryArnInAccount = `arn:aws:iam::${account}:policy/PartnerAuditBoundary`;

/** A stack with every delivery, sink and resource type, under the permissions boundary and a path. */
export const fullConfiguration = {
  vendors: {
    okta: {
      eventSourceName: "aws.partner/okta.com/acme/audit",
      sink: ["cloudtrail-lake", "cloudwatch-logs"],
      archive: { retentionDays: 30 },
      rawLogGroup: { retentionDays: 90 },
      kmsKeyArn: key,
      encryptionKeys: { queues: key, archive: key, rawLogGroup: key, auditLogGroup: key },
      privacy: {
        hash: ["actor.alternateId"],
        saltSecretArn: `arn:aws:secretsmanager:us-east-1:${account}:secret:partner-audit-salt-a1b2c3`,
        saltKeyArn: key,
      },
    },
    onelogin: { eventSourceName: "aws.partner/onelogin.com/US-123456/ffffffffff", eventStore: ["identity", "legacy"] },
    github: {
      eventBusName: "github-audit-log",
      pattern: { source: ["github.audit-log"] },
      archive: { retentionDays: 7 },
    },
    auth0: { eventSourceName: "aws.partner/auth0.com/acme-1a2b3c4d/auth0.logs", sink: "cloudwatch-logs" },
    clumio: { delivery: "direct", principal: "210987654321", externalId: "acme-3f6c2a9e7b1d4850" },
    wiz: { delivery: "solution" },
  },
  eventStores: {
    identity: { retentionDays: 365 },
    legacy: { arn: `arn:aws:cloudtrail:us-east-1:${account}:eventdatastore/${uuid}` },
  },
  detections: { "okta-failed-sign-ins": { integrations: ["okta"] }, "auth0-mfa-removed": {} },
  dashboards: { refreshHours: 24 },
  alarms: { encrypt: true },
  findings: { kmsKeyArn: key },
  tags: { team: "security" },
  permissionsBoundary: boundaryArnInAccount,
  rolePath: "/audit/",
} as const;

/** The full stack in another partition, or as another stack of the account. */
export function fullStack(stack = "full", region = "us-east-1"): StackFile {
  const entries = Object.entries(fullConfiguration).map(([name, value]) => [
    `partner-audit:${name}`,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  return { project: "partner-audit", stack, configuration: { "aws:region": region, ...Object.fromEntries(entries) } };
}
