import type { DeclaredResource } from "../../sandbox/declaredResource";

/** Hand-written declarations, with the outputs a provider would give. */
const place = "us-east-1:123456789012";

export function declared(
  type: string,
  name: string,
  inputs: Readonly<Record<string, unknown>>,
  outputs: Readonly<Record<string, unknown>> = {},
  id = name,
): DeclaredResource {
  return { urn: `urn:pulumi:dev::test::${type}::${name}`, type, name, id, inputs, outputs: { ...inputs, ...outputs } };
}

export const queueArn = (name: string) => `arn:aws:sqs:${place}:${name}`;
export const queueUrl = (name: string) => `https://sqs.us-east-1.amazonaws.com/123456789012/${name}`;
export const functionArn = (name: string) => `arn:aws:lambda:${place}:function:${name}`;
export const roleArn = (name: string) => `arn:aws:iam::123456789012:role/${name}`;
export const ruleArn = (bus: string, name: string) => `arn:aws:events:${place}:rule/${bus}/${name}`;
export const storeArn = (id: string) => `arn:aws:cloudtrail:${place}:eventdatastore/${id}`;
export const channelArn = (id: string) => `arn:aws:cloudtrail:${place}:channel/${id}`;

export function queue(name: string, inputs: Readonly<Record<string, unknown>> = {}): DeclaredResource {
  return declared(
    "aws:sqs/queue:Queue",
    name,
    { name, ...inputs },
    { arn: queueArn(name), url: queueUrl(name) },
    queueUrl(name),
  );
}

export function redrive(deadLetterQueue: string, maxReceiveCount: number): { readonly redrivePolicy: string } {
  return { redrivePolicy: JSON.stringify({ deadLetterTargetArn: queueArn(deadLetterQueue), maxReceiveCount }) };
}

/** A function whose `__index.js` is `source`. */
export function lambda(name: string, source: string, inputs: Readonly<Record<string, unknown>> = {}): DeclaredResource {
  return declared(
    "aws:lambda/function:Function",
    name,
    {
      name,
      role: roleArn(name),
      runtime: "nodejs22.x",
      handler: "__index.handler",
      memorySize: 256,
      timeout: 10,
      code: { assets: { "__index.js": { text: source } } },
      ...inputs,
    },
    { arn: functionArn(name) },
  );
}

export function mapping(
  queueName: string,
  functionName: string,
  inputs: Readonly<Record<string, unknown>> = {},
): DeclaredResource {
  return declared("aws:lambda/eventSourceMapping:EventSourceMapping", `${queueName}-${functionName}`, {
    eventSourceArn: queueArn(queueName),
    functionName: functionArn(functionName),
    ...inputs,
  });
}

/** The rule's name is the bus's last part. */
export function busWithRule(
  busName: string,
  targetArn: string,
  options: {
    readonly pattern?: unknown;
    readonly rule?: Readonly<Record<string, unknown>>;
    readonly target?: Readonly<Record<string, unknown>>;
  } = {},
): readonly DeclaredResource[] {
  const rule = busName.split("/").at(-1) ?? "";
  return [
    declared(
      "aws:cloudwatch/eventBus:EventBus",
      rule,
      { name: busName, eventSourceName: busName },
      { arn: `arn:aws:events:${place}:event-bus/${busName}` },
    ),
    declared(
      "aws:cloudwatch/eventRule:EventRule",
      rule,
      {
        name: rule,
        eventBusName: busName,
        eventPattern: JSON.stringify(options.pattern ?? { source: [{ prefix: "aws.partner/" }] }),
        ...options.rule,
      },
      { arn: ruleArn(busName, rule) },
    ),
    declared("aws:cloudwatch/eventTarget:EventTarget", rule, {
      rule,
      eventBusName: busName,
      arn: targetArn,
      ...options.target,
    }),
  ];
}

export function envelope(source: string, detail: Readonly<Record<string, unknown>>, id = "0"): Record<string, unknown> {
  return {
    version: "0",
    id,
    "detail-type": "SystemLog",
    source,
    account: "123456789012",
    time: "2026-11-20T10:00:00Z",
    region: "us-east-1",
    resources: [],
    detail,
  };
}
