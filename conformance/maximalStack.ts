import { stackOf } from "./common/stack";

const account = "123456789012";
const uuid = "1234abcd-12ab-34cd-56ef-1234567890ab";
const key = `arn:aws:kms:us-east-1:${account}:key/${uuid}`;
const custom = { eventName: "event.action", userIdentity: { principalId: "event.actor.id" } };

/** The ARN of the permissions boundary in the sandbox's account. */
export const boundaryArnInAccount = `arn:aws:iam::${account}:policy/PartnerAuditBoundary`;

const vendors = {
  okta: {
    eventSourceName: "aws.partner/okta.com/acme/audit",
    sink: ["cloudtrail-lake", "s3", "cloudwatch-logs"],
    auditLogRetentionDays: 2557,
    rawLogGroup: { retentionDays: 90 },
    archive: { retentionDays: 30 },
    encryptionKeys: { queues: key, archive: key, rawLogGroup: key, auditLogGroup: key },
    kmsKeyArn: key,
    billingMode: "fixed",
    retentionDays: 2555,
    privacy: {
      mask: ["target.*.displayName"],
      hash: ["actor.alternateId"],
      saltSecretArn: `arn:aws:secretsmanager:us-east-1:${account}:secret:partner-audit-salt-a1b2c3`,
      saltKeyArn: key,
    },
    batchSize: 10_000,
    batchWindowSeconds: 300,
    maximumConcurrency: 1000,
    timeoutSeconds: 60,
    memoryMegabytes: 1024,
    maximumReceiveCount: 100,
    queueRetentionDays: 13,
    deadLetterRetentionDays: 14,
    maximumRetryAttempts: 185,
    maximumEventAgeSeconds: 86_400,
    alarms: { silenceMinutes: 60, oldestMessageMinutes: 30 },
  },
  onelogin: { eventSourceName: "aws.partner/onelogin.com/US-123456/ffffffffff", eventStore: ["identity", "legacy"] },
  auth0: { eventSourceName: "aws.partner/auth0.com/acme-1a2b3c4d/auth0.logs" },
  github: {
    eventBusName: "github-audit-log",
    pattern: { source: ["github.audit-log"] },
    archive: { retentionDays: 7 },
    eventStore: "identity",
  },
  "github-sandbox": {
    vendor: "github",
    eventBusName: "github-sandbox",
    pattern: { source: ["github.audit-log"] },
    channel: "github",
  },
  pagerduty: { eventSourceName: "aws.partner/pagerduty.com/acme/incidents" },
  buildkite: { eventSourceName: "aws.partner/buildkite.com/acme/audit", rawLogGroup: { retentionDays: 365 } },
  sailpoint: { eventSourceName: "aws.partner/sailpoint.com/acme/audit", sink: "s3" },
  "okta-logs": {
    vendor: "okta",
    eventSourceName: "aws.partner/okta.com/acme-eu/audit",
    sink: "cloudwatch-logs",
    auditLogRetentionDays: 3653,
  },
  "onelogin-known": {
    vendor: "onelogin",
    eventSourceName: "aws.partner/onelogin.com/EU-123456/ffffffffff",
    channel: `arn:aws:cloudtrail:us-east-1:${account}:channel/${uuid}`,
  },
  "onelogin-lake": {
    vendor: "onelogin",
    eventSourceName: "aws.partner/onelogin.com/US-654321/ffffffffff",
    sink: "s3",
  },
  clumio: { delivery: "direct", principal: "210987654321", externalId: "acme-3f6c2a9e7b1d4850" },
  wiz: { delivery: "solution" },
  crowdstrike: { delivery: "solution", eventStore: "identity" },
  workday: {
    vendor: "custom",
    eventBusName: "workday",
    pattern: { source: ["workday"] },
    mapping: { ...custom, eventSource: "hr.example.com" },
  },
};

/** Every delivery, sink, kind of channel and feature, so that every resource type and property is declared. */
export const maximalConfiguration = {
  vendors,
  eventStores: {
    identity: { retentionDays: 365, kmsKeyArn: key },
    legacy: { arn: `arn:aws:cloudtrail:us-east-1:${account}:eventdatastore/${uuid}` },
  },
  detections: {
    okta: {},
    "okta-failed-sign-ins": { schedule: "rate(15 minutes)", integrations: ["okta", "okta-logs"] },
    onelogin: { integrations: ["onelogin", "onelogin-lake"], except: ["onelogin-role-assigned"] },
    auth0: {},
    github: {},
  },
  lake: {
    retentionDays: 3650,
    lockMode: "compliance",
    complianceAcknowledged: true,
    kmsKeyArn: key,
    breakGlassRoleArns: [`arn:aws:iam::${account}:role/break-glass`],
    retired: ["duo"],
    firstDay: "2026-11-01",
    scanLimitMegabytes: 1_000_000,
  },
  dashboards: { refreshHours: 24 },
  alarms: { encrypt: true },
  findings: { kmsKeyArn: key },
  tags: { project: "partner-audit", "cost center": "42: security" },
  permissionsBoundary: boundaryArnInAccount,
  rolePath: "/audit/",
};

/** A stack with that configuration, a permissions boundary and an IAM path. */
export const maximalStack = stackOf("maximal", maximalConfiguration);
