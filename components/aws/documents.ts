import * as pulumi from "@pulumi/pulumi";

/** A statement of an IAM document; its values may be Inputs (IAM User Guide, "IAM JSON policy element reference"). */
export interface Statement {
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: "*" | { readonly Service: string | readonly string[] } | { readonly AWS: pulumi.Input<string> };
  readonly Action: string | readonly string[];
  readonly Resource?: pulumi.Input<string> | readonly pulumi.Input<string>[] | pulumi.Output<readonly string[]>;
  /** By operator and key: a value, or several values, one of which must match. */
  readonly Condition?: Readonly<
    Record<
      string,
      Readonly<
        Record<string, pulumi.Input<string> | readonly pulumi.Input<string>[] | pulumi.Output<readonly string[]>>
      >
    >
  >;
}

/** Writes the JSON of an IAM document, in the current version of the language. Every document is made with it. */
export function policyDocument(...statements: readonly Statement[]): pulumi.Output<string> {
  return jsonDocument({ Version: "2012-10-17", Statement: statements });
}

/** Returns a trust policy for a service, with a condition if the service passes the source of its calls. */
export function trustPolicy(service: string, Condition?: Statement["Condition"]): pulumi.Output<string> {
  return policyDocument({
    Sid: "Assume",
    Effect: "Allow",
    Principal: { Service: service },
    Action: "sts:AssumeRole",
    ...(Condition && { Condition }),
  });
}

/** Denies access without TLS to a queue, a topic or a bucket (Amazon SQS and SNS Developer Guides and S3 User Guide, security best practices). */
export function refusePlainTransport(Resource: Statement["Resource"], action = "sqs:*"): Statement {
  return {
    Sid: "RefusePlainTransport",
    Effect: "Deny",
    Principal: "*",
    Action: action,
    Resource,
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
}

/** Lets one EventBridge rule send to a queue (Amazon EventBridge User Guide, "Using resource-based policies for Amazon EventBridge"). */
export function allowRule(
  queueArn: pulumi.Input<string>,
  ruleArn: pulumi.Input<string>,
  accountId: pulumi.Input<string>,
): Statement {
  return {
    Sid: "AllowRule",
    Effect: "Allow",
    Principal: { Service: "events.amazonaws.com" },
    Action: "sqs:SendMessage",
    Resource: queueArn,
    Condition: { ArnEquals: { "aws:SourceArn": ruleArn }, StringEquals: { "aws:SourceAccount": accountId } },
  };
}

/** Writes a document that contains Inputs as JSON. Like `pulumi.jsonStringify`, but resolves all inputs in one step: a stack has ten documents per vendor. */
export function jsonDocument(document: object): pulumi.Output<string> {
  const inputs: pulumi.Input<unknown>[] = [];
  each(document, (input) => inputs.push(input));
  return pulumi.all(inputs).apply((values) => {
    const left = [...values];
    return JSON.stringify(each(document, () => left.shift()));
  });
}

/** Copies the document and replaces each Input in it, always in the same order. */
function each(value: unknown, change: (input: pulumi.Input<unknown>) => unknown): unknown {
  if (pulumi.Output.isInstance(value) || value instanceof Promise) {
    return change(value);
  }
  if (Array.isArray(value)) {
    return value.map((item) => each(item, change));
  }
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, each(child, change)]));
  }
  return value;
}
