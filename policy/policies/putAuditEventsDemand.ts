import { type Finding, findingIf, type StackPolicy } from "../policy";
import type { TypedResource } from "../reading/properties";
import { functionNamed } from "../stack/functions";
import { type JudgedStack, placeOf } from "../stack/judgedStack";
import { isSet, knownValue } from "../unknownValue";

type Mapping = TypedResource<"aws:lambda/eventSourceMapping:EventSourceMapping">;

/** Requires that forwarders together stay within the call rate that all channels of a Region share. */
export const putAuditEventsDemand: StackPolicy = {
  name: "put-audit-events-demand",
  description:
    "All forwarders together, each at its mapping's maximum concurrency, stay within the Region's PutAuditEvents rate.",
  severity: "low",
  enforcementLevel: "advisory",
  references: ["NIST 800-53 SC-5"],
  remediation: "Lower maximumConcurrency of the integrations; throttled events wait in the queue and are retried.",
  configuration: {
    secondsPerCall: {
      type: "number",
      exclusiveMinimum: 0,
      description:
        "Seconds from one call of an invocation to the next, including receiving and mapping. It depends on latency: measure it (the function's duration divided by its calls).",
      default: 0.25,
    },
  },
  stackRules: [
    (stack, { configuration }) => {
      const secondsPerCall = Number(configuration.secondsPerCall);
      const calls = new Map<string, number>();
      // Reported for each mapping, in the order of names, at which its Region's sum exceeds the rate.
      return stack
        .ofType("aws:lambda/eventSourceMapping:EventSourceMapping")
        .filter((mapping) => forwards(mapping, stack))
        .map((about) => ({
          about,
          find: () => {
            const place = placeOf(about) ?? "";
            const sum = (calls.get(place) ?? 0) + callsAtOnce(about);
            calls.set(place, sum);
            return demandFindings(about.name, sum, secondsPerCall);
          },
        }));
    },
  ],
};

function demandFindings(name: string, calls: number, secondsPerCall: number): readonly Finding[] {
  const demand = Math.round(calls / secondsPerCall);
  return findingIf(
    demand > limits.putAuditEventsCallsASecond,
    `demand::${demand}`,
    `With ${name} the stack's forwarders may make ${demand} PutAuditEvents calls per second in its Region (${calls} concurrent, ${secondsPerCall} s each), and a Region allows ${limits.putAuditEventsCallsASecond}; lower maximumConcurrency.`,
  );
}

function forwards(mapping: Mapping, stack: JudgedStack): boolean {
  const reader = knownValue(() => functionNamed(stack, mapping, "functionName", () => mapping.props.functionName));
  return reader !== undefined && isSet(() => reader.props.environment?.variables?.CHANNEL_ARN);
}

function callsAtOnce({ props }: Mapping): number {
  const concurrency = props.scalingConfig?.maximumConcurrency ?? limits.unboundedConcurrency;
  return concurrency * Math.ceil((props.batchSize ?? 10) / limits.putAuditEventsEvents);
}

/** AWS General Reference, AWS CloudTrail endpoints and quotas; AWS CloudTrail Data Service API Reference, PutAuditEvents. */
export const limits = {
  /** PutAuditEvents calls per second in a Region; AWS does not raise this quota. */
  putAuditEventsCallsASecond: 100,
  /** Audit events per call. */
  putAuditEventsEvents: 100,
  /** Concurrent invocations of a mapping without its own limit (AWS Lambda Developer Guide, scaling of SQS event source mappings). */
  unboundedConcurrency: 1250,
} as const;
