import { asObject } from "../documents/statements";
import { type Finding, findingIf, type JudgedResource, type StackPolicy } from "../policy";
import { functionType, inOrder, mappingType, ofType, resourceNamed } from "../stack/references";
import { isSet, knownValue } from "../unknownValue";

/** All channels of a Region share one rate of calls. */
export const putAuditEventsDemand: StackPolicy = {
  name: "put-audit-events-demand",
  description:
    "All forwarders together, each as busy as its mapping lets it be, stay within the Region's PutAuditEvents rate.",
  severity: "low",
  enforcementLevel: "advisory",
  references: ["NIST 800-53 SC-5"],
  remediation:
    "Lower maximumConcurrency of the integrations; what is refused for its rate waits in the queue and is tried again.",
  configuration: {
    secondsPerCall: {
      type: "number",
      exclusiveMinimum: 0,
      description:
        "Time from one call of an invocation to its next, receiving and mapping included. It depends on latency: measure it (the function's duration over its calls).",
      default: 0.25,
    },
  },
  stackQuestions: (resources, { configuration }) => {
    const functions = ofType(resources, functionType).filter(sendsToChannel);
    const forwarders = inOrder(ofType(resources, mappingType).filter((mapping) => forwards(mapping, functions)));
    // Said of each mapping with which the sum, in the order of names, is too much.
    return forwarders.map((about, index) => ({
      about,
      ask: () => demandFindings(about, forwarders.slice(0, index + 1), Number(configuration.secondsPerCall)),
    }));
  },
};

function demandFindings(
  { name }: JudgedResource,
  forwarders: readonly JudgedResource[],
  secondsPerCall: number,
): readonly Finding[] {
  const calls = forwarders.reduce((sum, mapping) => sum + callsAtOnce(mapping), 0);
  const demand = Math.round(calls / secondsPerCall);
  return findingIf(
    demand > limits.putAuditEventsCallsASecond,
    `demand::${demand}`,
    `With ${name} the stack's forwarders may make ${demand} PutAuditEvents calls a second (${calls} at one time, ${secondsPerCall} s each), and a Region takes ${limits.putAuditEventsCallsASecond}; lower maximumConcurrency.`,
  );
}

function sendsToChannel({ props }: JudgedResource): boolean {
  return isSet(() => asObject(asObject(props.environment).variables).CHANNEL_ARN);
}

function forwards(mapping: JudgedResource, functions: readonly JudgedResource[]): boolean {
  return (
    resourceNamed(functions, mapping, "functionName", () => knownValue(() => mapping.props.functionName), [
      "name",
      "arn",
    ]) !== undefined
  );
}

function callsAtOnce({ props }: JudgedResource): number {
  const concurrency = Number(asObject(props.scalingConfig).maximumConcurrency ?? limits.unboundedConcurrency);
  return concurrency * Math.ceil(Number(props.batchSize ?? 10) / limits.putAuditEventsEvents);
}

/** AWS General Reference, AWS CloudTrail endpoints and quotas; AWS CloudTrail Data Service API Reference, PutAuditEvents. */
export const limits = {
  /** PutAuditEvents calls a second in a Region; AWS does not raise it. */
  putAuditEventsCallsASecond: 100,
  /** Audit events in a call. */
  putAuditEventsEvents: 100,
  /** Invocations at one time where a mapping does not bound them (AWS Lambda Developer Guide, scaling of SQS event source mappings). */
  unboundedConcurrency: 1250,
} as const;
