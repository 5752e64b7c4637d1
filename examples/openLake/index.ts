import { LakeStorage, PartnerAuditIntegration } from "partner-audit";

// One bucket, table and workgroup for all integrations that write to S3.
const audit = new LakeStorage("lake", {
  integrations: { okta: "okta", github: "github" },
  retentionDays: 365,
});

const okta = new PartnerAuditIntegration("okta", {
  vendor: "okta",
  eventSourceName: "aws.partner/okta.com/acme/audit",
  sink: "s3",
  lakeBucket: audit.bucket,
});

// A copy in CloudWatch Logs can be asked within seconds; S3 gets the same events every five minutes.
const github = new PartnerAuditIntegration("github", {
  vendor: "github",
  eventBusName: "github-audit-log",
  pattern: { source: ["github.audit-log"] },
  sink: ["s3", "cloudwatch-logs"],
  lakeBucket: audit.bucket,
});

/** By vendor: the ARNs, names and URLs of what its integration provisioned. */
export const vendors = { okta: okta.outputs, github: github.outputs };

/** The bucket, and where to query it. */
export const lake = audit.outputs;
