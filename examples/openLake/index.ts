import { LakeStorage, PartnerAuditIntegration } from "partner-audit";

// All integrations that write to S3 share one bucket, table and workgroup.
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

// A copy in CloudWatch Logs can be queried within seconds; S3 receives the same events every five minutes.
const github = new PartnerAuditIntegration("github", {
  vendor: "github",
  eventBusName: "github-audit-log",
  pattern: { source: ["github.audit-log"] },
  sink: ["s3", "cloudwatch-logs"],
  lakeBucket: audit.bucket,
});

/** The outputs of each integration: ARNs, names and URLs. */
export const vendors = { okta: okta.outputs, github: github.outputs };

/** The bucket, and the table and workgroup to query it. */
export const lake = audit.outputs;
