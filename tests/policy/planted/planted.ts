import type { PackConfiguration } from "../../../policy/settings";

/** A violation that a program is made with on purpose. */
export interface Planted {
  readonly policy: string;
  /** What is wrong, in a few words. */
  readonly what: string;
  /** The logical name of the resource that the finding is on. */
  readonly resource: string;
  readonly subject: string;
  /** A first preview refuses it, or passes over it since its value is unknown. @default refused */
  readonly firstPreview?: "refused" | "unknown";
  /** Declares it, under Pulumi's mocks or in the engine. Several may be of one resource, which the first declares. */
  readonly declare?: () => void;
}

/** Violations that stand together in one program, and the pack's configuration that it is judged by. */
export interface PlantedProgram {
  readonly name: string;
  readonly planted: readonly Planted[];
  readonly configuration: PackConfiguration;
}

export const account = "123456789012";

export function queueArn(name: string): string {
  return `arn:aws:sqs:us-east-1:${account}:${name}`;
}

export function roleArn(name: string): string {
  return `arn:aws:iam::${account}:role/${name}`;
}

/** An IAM document. */
export function documentOf(...statements: readonly object[]) {
  return { Version: "2012-10-17" as const, Statement: statements as never[] };
}

/** A role that Lambda may take. */
export const lambdaTrust = JSON.stringify(
  documentOf({ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }),
);
