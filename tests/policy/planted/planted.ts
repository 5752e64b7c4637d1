import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** A violation that a program contains on purpose. */
export interface Planted {
  readonly policy: string;
  /** The violation in a few words. */
  readonly what: string;
  /** The logical name of the resource that has the finding. */
  readonly resource: string;
  readonly subject: string;
  /**
   * Declares the resource, in the sandbox's provider or on the engine. Several violations may share one resource, which
   * one of them declares.
   */
  readonly declare: () => void;
}

export function planted(
  policy: string,
  resource: string,
  what: string,
  subject: string,
  declare: () => void = () => undefined,
): Planted {
  return { policy, resource, what, subject, declare };
}

export const account = "123456789012";

export function queueArn(name: string): string {
  return `arn:aws:sqs:us-east-1:${account}:${name}`;
}

/** An IAM document. */
export function documentOf(...statements: readonly object[]) {
  return { Version: "2012-10-17" as const, Statement: statements as never[] };
}

/** An IAM document as text. */
export function policyOf(...statements: readonly object[]): string {
  return JSON.stringify(documentOf(...statements));
}

/** A role that Lambda may assume. */
export const lambdaTrust = policyOf({
  Effect: "Allow",
  Principal: { Service: "lambda.amazonaws.com" },
  Action: "sts:AssumeRole",
});

/** A function with its own log group and role: the happy path with changes. */
export function lambda(name: string, changes: Partial<aws.lambda.FunctionArgs> = {}): aws.lambda.Function {
  new aws.cloudwatch.LogGroup(`${name}-log`, { name: `/aws/lambda/${name}`, retentionInDays: 365 });
  return functionOf(name, changes);
}

/** A function without a log group. */
export function functionOf(name: string, changes: Partial<aws.lambda.FunctionArgs> = {}): aws.lambda.Function {
  return new aws.lambda.Function(name, {
    name,
    role: `arn:aws:iam::${account}:role/${name}`,
    runtime: "nodejs24.x",
    handler: "__index.handler",
    code: archiveOf("exports.handler = async () => undefined;"),
    ...changes,
  });
}

/** A function's archive with this text as its code. */
export function archiveOf(text: string): pulumi.asset.Archive {
  return new pulumi.asset.AssetArchive({ "__index.js": new pulumi.asset.StringAsset(text) });
}
