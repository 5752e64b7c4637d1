import type { DeclaredResource } from "../../sandbox/program/declaredResource";

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
  const url = queueUrl(name);
  return declared("aws:sqs/queue:Queue", name, { name, ...inputs }, { arn: queueArn(name), url }, url);
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

/** A partner's bus with a rule and its target. The rule's name is the last part of the bus's name. */
export function busWithRule(
  busName: string,
  targetArn: string,
  { pattern = { source: [{ prefix: "aws.partner/" }] }, target = {} }: { pattern?: object; target?: object } = {},
): readonly DeclaredResource[] {
  const rule = busName.split("/").at(-1) ?? "";
  const bus = { name: busName, eventSourceName: busName };
  const inputs = { name: rule, eventBusName: busName, eventPattern: JSON.stringify(pattern) };
  const targetInputs = { rule, eventBusName: busName, arn: targetArn, ...target };
  return [
    declared("aws:cloudwatch/eventBus:EventBus", rule, bus, { arn: `arn:aws:events:${place}:event-bus/${busName}` }),
    declared("aws:cloudwatch/eventRule:EventRule", rule, inputs, { arn: ruleArn(busName, rule) }),
    declared("aws:cloudwatch/eventTarget:EventTarget", rule, targetInputs),
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
