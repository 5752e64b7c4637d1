/**
 * Physical names of an integration's resources. The program chooses them, so that policies can be checked at the first preview. A name joins
 * PROJECT-STACK, the integration's key and the purpose by `_`, which none of them contains, so that no two pairs of stack and key share a name.
 * IAM ignores case, so the stacks of an account need names that differ by more than case.
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
  /** The log group of events as they came. EventBridge writes to log groups below `/aws/events/` alone. */
  readonly rawLogGroup: string;
  /** The policy that a solution's application is given. */
  readonly policy: string;
  /** What the names of its alarms begin with. */
  readonly alarmPrefix: string;
  /** The names of what each sink has for itself. They do not depend on which sinks there are, so that a sink comes and goes alone. */
  readonly sinks: Readonly<Record<"cloudtrail-lake" | "s3" | "cloudwatch-logs", SinkNames>>;
}

/** Physical names of what one sink of an integration has for itself. */
export interface SinkNames {
  readonly queue: string;
  readonly deadLetterQueue: string;
  readonly function: string;
  readonly logGroup: string;
  readonly role: string;
  readonly alarmPrefix: string;
}

/** The key of what vendors of Source Custom share in a stack: their channel and, where they name none, their store. */
export const customChannelKey = "custom";

/** The key of what vendors with the sink s3 share in a stack: bucket, table and workgroup. */
export const lakeKey = "lake";

/** The prefix of every physical name: PROJECT-STACK. */
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

/** The physical names of what looks for findings, one of each a stack. */
export interface DetectorNames {
  readonly function: string;
  readonly logGroup: string;
  readonly role: string;
  /** What the schedules act as. */
  readonly schedulerRole: string;
  readonly scheduleGroup: string;
  readonly table: string;
  readonly topic: string;
  readonly deadLetterQueue: string;
  readonly alarmPrefix: string;
}

/** The physical names of the stack's detector. */
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

/** What the names of the stack's raw log groups begin with. */
export function rawLogGroupPrefix(prefix: string): string {
  return `/aws/events/${prefix}/`;
}
