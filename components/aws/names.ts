/**
 * Physical names of an integration's resources. The program sets them, so policies can be checked at the first preview. A name joins PROJECT-STACK,
 * the integration's key and the purpose with `_`, which none of them contains, so two pairs of stack and key never share a name. IAM ignores case,
 * so the names of an account's stacks must differ by more than case.
 */
export interface IntegrationNames {
  readonly eventDataStore: string;
  readonly channel: string;
  /** The dashboard of a store in CloudTrail Lake. */
  readonly lakeDashboard: string;
  readonly rule: string;
  readonly archive: string;
  readonly targetDeadLetterQueue: string;
  /** The log group of audit events, for the sink cloudwatch-logs. */
  readonly auditLogGroup: string;
  /** The log group of unmapped events. EventBridge writes only to log groups below `/aws/events/`. */
  readonly rawLogGroup: string;
  /** The policy for the application of the delivery `solution`. */
  readonly policy: string;
  /** Prefix of the names of its alarms. */
  readonly alarmPrefix: string;
  /** Names of each sink's own resources. They do not depend on the other sinks, so a sink can be added or removed without a change to the others. */
  readonly sinks: Readonly<Record<"cloudtrail-lake" | "s3" | "cloudwatch-logs", SinkNames>>;
}

/** Physical names of the resources that belong to one sink of an integration. */
export interface SinkNames {
  readonly queue: string;
  readonly deadLetterQueue: string;
  readonly function: string;
  readonly logGroup: string;
  readonly role: string;
  readonly alarmPrefix: string;
}

/** Key of the channel that vendors of Source Custom share in a stack, and of their store if they name none. */
export const customChannelKey = "custom";

/** Key of the bucket, table and workgroup that vendors with the sink s3 share in a stack. */
export const lakeKey = "lake";

/** Returns the prefix of every physical name: PROJECT-STACK. */
export function namePrefix(project: string, stack: string): string {
  return `${project}-${stack}`;
}

/** The key of the tag that marks a resource as the project's. */
export const projectTagKey = "partner-audit:project";

/** Makes the physical names for the key of an integration or the name of a store; `prefix` is PROJECT-STACK. */
export function integrationNames(key: string, prefix: string): IntegrationNames {
  const base = `${prefix}_${key}`;
  return {
    eventDataStore: base,
    channel: base,
    lakeDashboard: base,
    rule: base,
    archive: base,
    targetDeadLetterQueue: `${base}_undelivered`,
    auditLogGroup: `/partner-audit/${base}`,
    rawLogGroup: `${rawLogGroupPrefix(prefix)}${key}`,
    policy: `${base}_put-audit-events`,
    alarmPrefix: `${base}_`,
    sinks: {
      "cloudtrail-lake": sinkNames(base),
      s3: sinkNames(`${base}_s3`),
      "cloudwatch-logs": sinkNames(`${base}_logs`),
    },
  };
}

function sinkNames(base: string): SinkNames {
  const functionName = `${base}_forwarder`;
  return {
    queue: `${base}_events`,
    deadLetterQueue: `${base}_dead-letters`,
    function: functionName,
    logGroup: `/aws/lambda/${functionName}`,
    role: functionName,
    alarmPrefix: `${base}_`,
  };
}

/** Physical names of the detector's resources, which a stack has once. */
export interface DetectorNames {
  readonly function: string;
  readonly logGroup: string;
  readonly role: string;
  /** The role that the schedules assume. */
  readonly schedulerRole: string;
  readonly scheduleGroup: string;
  readonly table: string;
  readonly topic: string;
  readonly deadLetterQueue: string;
  readonly alarmPrefix: string;
}

/** Makes the physical names of the stack's detector. */
export function detectorNames(prefix: string): DetectorNames {
  const base = `${prefix}_detector`;
  return {
    function: base,
    logGroup: `/aws/lambda/${base}`,
    role: base,
    schedulerRole: `${prefix}_schedules`,
    scheduleGroup: base,
    table: `${prefix}_findings`,
    topic: `${prefix}_findings`,
    deadLetterQueue: `${base}-undelivered`,
    alarmPrefix: `${base}-`,
  };
}

/** Returns the prefix of the names of the stack's raw log groups. */
export function rawLogGroupPrefix(prefix: string): string {
  return `/aws/events/${prefix}/`;
}
