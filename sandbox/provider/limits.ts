/**
 * The numbers and names that AWS, and the AWS provider before it, allow in the resources that the sandbox knows: each group
 * with its source. Lengths are in characters.
 */
export const limits = {
  /** AWS General Reference, Tagging your AWS resources: tag naming limits and requirements. */
  tags: { count: { maximum: 50 }, key: { minimum: 1, maximum: 128 }, value: { minimum: 0, maximum: 256 } },

  /** AWS CloudTrail API Reference, CreateEventDataStore and AdvancedFieldSelector; days as the AWS provider allows them. */
  eventDataStore: {
    name: { minimum: 3, maximum: 128, pattern: /^[a-zA-Z0-9._-]+$/, form: "letters, digits, . _ and -" },
    kmsKeyId: { minimum: 1, maximum: 350 },
    retentionPeriod: { minimum: 7, maximum: 2555 },
    selectorName: { minimum: 0, maximum: 1000 },
    selectorValues: { minimum: 1 },
    selectorValue: { minimum: 1, maximum: 2048 },
  },

  /** AWS CloudFormation Template Reference, AWS::CloudTrail::Channel. */
  channel: {
    name: { minimum: 3, maximum: 128, pattern: /^[a-zA-Z0-9._-]+$/, form: "letters, digits, . _ and -" },
    destinations: { minimum: 1, maximum: 10 },
    location: { minimum: 3, maximum: 1024 },
  },

  /**
   * AWS CloudFormation Template Reference, AWS::CloudTrail::Dashboard; AWS CloudTrail API Reference, RequestWidget and
   * RefreshScheduleFrequency; widgets from the AWS CloudTrail User Guide, CloudTrail Lake dashboards.
   */
  lakeDashboard: {
    name: { minimum: 1, pattern: /^[a-zA-Z0-9_-]+$/, form: "letters, digits, _ and -" },
    widgets: { maximum: 10 },
    queryStatement: { minimum: 1, maximum: 10_000 },
    queryParameters: { minimum: 1, maximum: 10 },
    viewProperty: {
      minimum: 1,
      maximum: 128,
      pattern: /^[a-zA-Z0-9._\- ]+$/,
      form: "letters, digits, spaces and . _ -",
    },
    refreshEvery: { HOURS: [1, 6, 12, 24], DAYS: [1] },
    timeOfDay: { pattern: /^[0-9]{2}:[0-9]{2}$/, form: "hours and minutes such as 06:30" },
  },

  /** AWS CloudTrail User Guide, AWS CloudTrail resource-based policy examples: resource-based policies for channels. */
  channelPolicy: { characters: 8192, statements: { minimum: 1, maximum: 20 }, principals: { minimum: 1, maximum: 50 } },

  /** Amazon EventBridge API Reference, CreateEventBus, PutRule, PutTargets, RetryPolicy and CreateArchive. */
  eventBridge: {
    busName: { minimum: 1, maximum: 256, pattern: /^[/._\-A-Za-z0-9]+$/, form: "letters, digits, / . _ and -" },
    eventSourceName: {
      minimum: 1,
      maximum: 256,
      pattern: /^aws\.partner(\/[._\-A-Za-z0-9]+){2,}$/,
      form: "aws.partner/ followed by at least two names",
    },
    busNameOrArn: {
      minimum: 1,
      maximum: 1600,
      pattern: /^(arn:aws[\w-]*:events:[a-z]{2}-[a-z]+-[\w-]+:\d{12}:event-bus\/)?[/._\-A-Za-z0-9]+$/,
      form: "the name or the ARN of an event bus",
    },
    ruleName: { minimum: 1, maximum: 64, pattern: /^[._\-A-Za-z0-9]+$/, form: "letters, digits, . _ and -" },
    archiveName: { minimum: 1, maximum: 48, pattern: /^[._\-A-Za-z0-9]+$/, form: "letters, digits, . _ and -" },
    archiveRetentionDays: { minimum: 0 },
    targetId: { minimum: 1, maximum: 64, pattern: /^[._\-A-Za-z0-9]+$/, form: "letters, digits, . _ and -" },
    description: { maximum: 512 },
    kmsKeyIdentifier: { maximum: 2048 },
    scheduleExpression: { maximum: 256 },
    input: { maximum: 8192 },
    inputPath: { maximum: 256 },
    maximumRetryAttempts: { minimum: 0, maximum: 185 },
    maximumEventAgeInSeconds: { minimum: 60, maximum: 86_400 },
  },

  /** Amazon CloudWatch Logs API Reference, CreateLogGroup, PutRetentionPolicy, PutResourcePolicy, PutQueryDefinition and StartQuery. */
  logs: {
    groupName: {
      minimum: 1,
      maximum: 512,
      pattern: /^(?!aws\/)[._\-/#A-Za-z0-9]+$/,
      form: "letters, digits, . _ - / and #, not beginning with aws/",
    },
    retentionInDays: [
      0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
    ],
    resourcePolicyCharacters: 5120,
    queryDefinitionName: {
      minimum: 1,
      maximum: 255,
      pattern: /^([^:*/]+\/?)*[^:*/]+$/,
      form: "names with / between them, without : and *",
    },
    queryString: { minimum: 1, maximum: 10_000 },
    queriedGroups: { maximum: 50 },
  },

  /** Amazon SQS API Reference, CreateQueue and SetQueueAttributes; Amazon SQS Developer Guide, Amazon SQS quotas. */
  queue: {
    name: {
      minimum: 1,
      maximum: 80,
      pattern: /^[A-Za-z0-9_-]+(\.fifo)?$/,
      form: "letters, digits, _ and -, and .fifo at the end of a FIFO queue's name",
    },
    visibilityTimeoutSeconds: { minimum: 0, maximum: 43_200 },
    messageRetentionSeconds: { minimum: 60, maximum: 1_209_600 },
    maxMessageSize: { minimum: 1024, maximum: 1_048_576 },
    delaySeconds: { minimum: 0, maximum: 900 },
    receiveWaitTimeSeconds: { minimum: 0, maximum: 20 },
    kmsDataKeyReusePeriodSeconds: { minimum: 60, maximum: 86_400 },
    maxReceiveCount: { minimum: 1, maximum: 1000 },
    policyCharacters: 8192,
  },

  /** AWS Identity and Access Management API Reference, CreateRole; IAM User Guide, IAM and AWS STS quotas. */
  iam: {
    roleName: { minimum: 1, maximum: 64, pattern: /^[\w+=,.@-]+$/, form: "letters, digits and + = , . @ _ -" },
    policyName: { minimum: 1, maximum: 128, pattern: /^[\w+=,.@-]+$/, form: "letters, digits and + = , . @ _ -" },
    path: { minimum: 1, maximum: 512, pattern: /^(\/|\/[\u0021-\u007e]+\/)$/, form: "/ alone, or text between two /" },
    description: { maximum: 1000 },
    maxSessionDuration: { minimum: 3600, maximum: 43_200 },
    managedPolicies: { maximum: 10 },
    trustPolicyCharacters: 2048,
    inlinePolicyCharacters: 10_240,
    managedPolicyCharacters: 6144,
  },

  /** AWS Lambda API Reference, CreateFunction; AWS Lambda Developer Guide, Lambda quotas. */
  lambdaFunction: {
    name: { minimum: 1, maximum: 64, pattern: /^[a-zA-Z0-9_-]+$/, form: "letters, digits, _ and -" },
    description: { maximum: 256 },
    handler: { minimum: 1, maximum: 128, pattern: /^\S+$/, form: "text without spaces" },
    memorySize: { minimum: 128, maximum: 10_240 },
    timeout: { minimum: 1, maximum: 900 },
    ephemeralStorage: { minimum: 512, maximum: 10_240 },
    layers: { maximum: 5 },
    architectures: { minimum: 1, maximum: 1 },
    reservedConcurrentExecutions: { minimum: -1 },
    environmentName: {
      minimum: 2,
      pattern: /^[a-zA-Z][a-zA-Z0-9_]+$/,
      form: "a letter, then letters, digits and _",
    },
    /** The names and values of all variables together, in bytes. */
    environmentBytes: 4096,
  },

  /** AWS Lambda API Reference, CreateEventSourceMapping; AWS Lambda Developer Guide, Using Lambda with Amazon SQS. */
  eventSourceMapping: {
    functionName: { minimum: 1, maximum: 140 },
    batchSize: { minimum: 1, maximum: 10_000 },
    /** Above this a batch needs a window of at least one second. */
    batchSizeWithoutWindow: 10,
    maximumBatchingWindowInSeconds: { minimum: 0, maximum: 300 },
    maximumConcurrency: { minimum: 2, maximum: 1000 },
    minimumPollers: { minimum: 1, maximum: 200 },
    maximumPollers: { minimum: 1, maximum: 2000 },
    filters: { minimum: 1, maximum: 5 },
    filterPattern: { maximum: 4096 },
  },

  /** AWS Key Management Service API Reference, CreateKey, ScheduleKeyDeletion and EnableKeyRotation. */
  key: {
    description: { maximum: 8192 },
    deletionWindowInDays: { minimum: 7, maximum: 30 },
    rotationPeriodInDays: { minimum: 90, maximum: 2560 },
    policyCharacters: 32_768,
  },

  /** Amazon SNS API Reference, CreateTopic and SetTopicAttributes. */
  /** Amazon EventBridge Scheduler API Reference, CreateSchedule, CreateScheduleGroup, RetryPolicy. */
  scheduler: {
    scheduleName: { minimum: 1, maximum: 64, pattern: /^[0-9a-zA-Z\-_.]+$/, form: "letters, digits, - _ and ." },
    groupName: { minimum: 1, maximum: 64, pattern: /^[0-9a-zA-Z\-_.]+$/, form: "letters, digits, - _ and ." },
    description: { maximum: 512 },
    maximumWindow: { minimum: 1, maximum: 1_440 },
    retryAttempts: { minimum: 0, maximum: 185 },
    eventAge: { minimum: 60, maximum: 86_400 },
  },
  /** Amazon DynamoDB Developer Guide, "Supported data types and naming rules in Amazon DynamoDB". */
  table: {
    name: { minimum: 3, maximum: 255, pattern: /^[a-zA-Z0-9_.-]+$/, form: "letters, digits, _ - and ." },
    attributeName: { minimum: 1, maximum: 255 },
  },
  topic: {
    name: {
      minimum: 1,
      maximum: 256,
      pattern: /^[A-Za-z0-9_-]+(\.fifo)?$/,
      form: "letters, digits, _ and -, and .fifo at the end of a FIFO topic's name",
    },
    displayName: { maximum: 100 },
    sampleRate: { minimum: 0, maximum: 100 },
    policyCharacters: 30_720,
  },

  /** Amazon CloudWatch API Reference, PutMetricAlarm. */
  dashboard: {
    name: { minimum: 1, maximum: 255, pattern: /^[\w-]+$/, form: "letters, digits, _ and -" },
    widgets: { maximum: 500 },
  },
  metricAlarm: {
    name: { minimum: 1, maximum: 255 },
    description: { maximum: 1024 },
    metricName: { minimum: 1, maximum: 255 },
    namespace: { minimum: 1, maximum: 255, pattern: /^[^:]/, form: "text that does not begin with a colon" },
    evaluationPeriods: { minimum: 1 },
    datapointsToAlarm: { minimum: 1 },
    actions: { maximum: 5 },
    dimensions: { maximum: 30 },
    dimension: { minimum: 1, maximum: 1024 },
  },
} as const;
