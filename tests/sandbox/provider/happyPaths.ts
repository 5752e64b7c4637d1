import { identityPolicy, resourcePolicy, trustPolicy } from "./cases";

const store = "arn:aws:cloudtrail:eu-west-1:123456789012:eventdatastore/3d2c4b5a-0000-4000-8000-000000000001";
const queueArn = "arn:aws:sqs:eu-west-1:123456789012:events";
const queueUrl = "https://sqs.eu-west-1.amazonaws.com/123456789012/events";

/** Inputs that are in order, with a value for most properties, for every type. */
export const happyPaths = {
  "aws:cloudtrail/eventDataStore:EventDataStore": {
    name: "okta-store",
    advancedEventSelectors: [{ name: "x", fieldSelectors: [{ field: "eventCategory", equals: ["ActivityAuditLog"] }] }],
    billingMode: "FIXED_RETENTION_PRICING",
    multiRegionEnabled: false,
    retentionPeriod: 90,
    terminationProtectionEnabled: false,
    tags: { team: "audit" },
  },
  "aws:cloudcontrol/resource:Resource": {
    typeName: "AWS::CloudTrail::Channel",
    desiredState: JSON.stringify({
      Name: "okta-channel",
      Source: "OktaSystemLogEvents",
      Destinations: [{ Type: "EVENT_DATA_STORE", Location: store }],
      Tags: [{ Key: "team", Value: "audit" }],
    }),
  },
  "aws:cloudwatch/eventBus:EventBus": {
    name: "aws.partner/okta.com/acme/audit",
    eventSourceName: "aws.partner/okta.com/acme/audit",
    description: "Audit events",
    deadLetterConfig: { arn: queueArn },
  },
  "aws:cloudwatch/eventRule:EventRule": {
    name: "okta-rule",
    eventBusName: "aws.partner/okta.com/acme/audit",
    eventPattern: '{ "source": ["aws.partner/okta.com/acme/audit"] }',
    state: "ENABLED",
  },
  "aws:cloudwatch/eventTarget:EventTarget": {
    rule: "okta-rule",
    arn: queueArn,
    targetId: "queue",
    eventBusName: "aws.partner/okta.com/acme/audit",
    deadLetterConfig: { arn: queueArn },
    retryPolicy: { maximumEventAgeInSeconds: 86_400, maximumRetryAttempts: 185 },
  },
  "aws:cloudwatch/dashboard:Dashboard": {
    dashboardName: "partner-audit-dev",
    dashboardBody: JSON.stringify({ widgets: [{ type: "text", properties: { markdown: "# Audit" } }] }),
  },
  "aws:cloudwatch/eventArchive:EventArchive": {
    name: "okta-archive",
    eventSourceArn: "arn:aws:events:eu-west-1:123456789012:event-bus/aws.partner/okta.com/acme/audit",
    eventPattern: '{"source":[{"prefix":"aws.partner/"}]}',
    retentionDays: 30,
  },
  "aws:cloudwatch/logGroup:LogGroup": { name: "/aws/lambda/okta", retentionInDays: 30, tags: { team: "audit" } },
  "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": { policyName: "events", policyDocument: resourcePolicy },
  "aws:dynamodb/table:Table": {
    name: "findings",
    billingMode: "PAY_PER_REQUEST",
    hashKey: "detection",
    rangeKey: "finding",
    attributes: [
      { name: "detection", type: "S" },
      { name: "finding", type: "S" },
    ],
    ttl: { attributeName: "expires", enabled: true },
    pointInTimeRecovery: { enabled: true },
    tags: { team: "audit" },
  },
  "aws:scheduler/schedule:Schedule": {
    name: "okta-impersonation.okta",
    groupName: "detector",
    scheduleExpression: "rate(1 hour)",
    flexibleTimeWindow: { mode: "OFF" },
    target: {
      arn: "arn:aws:lambda:eu-west-1:123456789012:function:detector",
      roleArn: "arn:aws:iam::123456789012:role/detector",
      input: "{}",
      deadLetterConfig: { arn: queueArn },
      retryPolicy: { maximumEventAgeInSeconds: 3_600, maximumRetryAttempts: 10 },
    },
  },
  "aws:scheduler/scheduleGroup:ScheduleGroup": { name: "detector", tags: { team: "audit" } },
  "aws:cloudwatch/queryDefinition:QueryDefinition": {
    name: "partner-audit/dev/okta/latest-events",
    queryString: "fields @message",
    logGroupNames: ["/aws/events/partner-audit-dev/okta"],
  },
  "aws:sqs/queue:Queue": {
    name: "events",
    visibilityTimeoutSeconds: 360,
    messageRetentionSeconds: 604_800,
    maxMessageSize: 1_048_576,
    redrivePolicy: JSON.stringify({ deadLetterTargetArn: `${queueArn}-dead`, maxReceiveCount: 100 }),
    tags: { team: "audit" },
  },
  "aws:sqs/queuePolicy:QueuePolicy": { queueUrl, policy: resourcePolicy },
  "aws:iam/role:Role": {
    name: "okta-forwarder",
    assumeRolePolicy: trustPolicy,
    path: "/audit/",
    permissionsBoundary: "arn:aws:iam::123456789012:policy/boundary",
    maxSessionDuration: 7200,
  },
  "aws:iam/rolePolicy:RolePolicy": { name: "send", role: "okta-forwarder", policy: identityPolicy },
  "aws:iam/policy:Policy": {
    name: "put-audit-events",
    description: "Puts audit events into one channel",
    path: "/audit/",
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: "cloudtrail-data:PutAuditEvents",
          Resource: "arn:aws:cloudtrail:us-east-1:123456789012:channel/11111111-2222-4333-8444-555555555555",
        },
      ],
    }),
  },
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": {
    role: "okta-forwarder",
    policyArn: "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
  },
  "aws:lambda/function:Function": {
    name: "okta-forwarder",
    role: "arn:aws:iam::123456789012:role/audit/okta-forwarder",
    code: { __pulumiArchive: true, assets: {} },
    handler: "__index.handler",
    runtime: "nodejs24.x",
    memorySize: 512,
    timeout: 60,
    architectures: ["arm64"],
    environment: { variables: { CHANNEL_ARN: "x" } },
    loggingConfig: { logFormat: "JSON", logGroup: "/aws/lambda/okta", applicationLogLevel: "INFO" },
  },
  "aws:lambda/eventSourceMapping:EventSourceMapping": {
    functionName: "okta-forwarder",
    eventSourceArn: queueArn,
    batchSize: 100,
    maximumBatchingWindowInSeconds: 5,
    functionResponseTypes: ["ReportBatchItemFailures"],
    scalingConfig: { maximumConcurrency: 5 },
  },
  "aws:kms/key:Key": {
    description: "Audit",
    deletionWindowInDays: 30,
    enableKeyRotation: true,
    policy: resourcePolicy,
  },
  "aws:sns/topic:Topic": { name: "alarms", displayName: "Alarms", signatureVersion: 2 },
  "aws:cloudwatch/metricAlarm:MetricAlarm": {
    name: "dead-letters",
    comparisonOperator: "GreaterThanThreshold",
    metricName: "ApproximateNumberOfMessagesVisible",
    namespace: "AWS/SQS",
    dimensions: { QueueName: "events-dead" },
    statistic: "Maximum",
    period: 60,
    evaluationPeriods: 1,
    threshold: 0,
    alarmActions: ["arn:aws:sns:eu-west-1:123456789012:alarms"],
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, unknown>>>>;
