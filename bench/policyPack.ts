import { join } from "node:path";
import * as aws from "@pulumi/aws";
import type { PulumiFn } from "@pulumi/pulumi/automation";
import { createEngineStack, type EngineStack } from "../tests/support/engine";
import { type Figure, figureOf, secondsOf } from "./figure";

const policyPacks = [join(__dirname, "..", "policy")];

/**
 * Measures what the policy pack adds to a preview of 1,000 resources beyond its boot, in seconds: the difference that it makes to 1,000 resources
 * less the difference that it makes to 5, on the real engine.
 */
export async function policyPackOverThousandResources(runs: number): Promise<Figure> {
  const few = await createEngineStack("bench", programOf(1));
  const many = await createEngineStack("bench", programOf(200));
  try {
    const added: number[] = [];
    for (let run = 0; run < runs; run++) {
      const difference = async (engine: EngineStack) => {
        const plain = await secondsOf(() => engine.stack.preview());
        return (await secondsOf(() => engine.stack.preview({ policyPacks }))) - plain;
      };
      added.push((await difference(many)) - (await difference(few)));
    }
    return figureOf("policyPack.thousandResources", "s", added);
  } finally {
    few.remove();
    many.remove();
  }
}

/** Five resources a number, of the types that most policies look at, none of them a violation. */
function programOf(numbers: number): PulumiFn {
  return async () => {
    for (let number = 0; number < numbers; number++) {
      fiveResources(`bench-${number}`);
    }
  };
}

function fiveResources(name: string): void {
  const account = "123456789012";
  const queueArn = `arn:aws:sqs:us-east-1:${account}:${name}`;
  const documentOf = (...Statement: readonly object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
  new aws.cloudwatch.LogGroup(name, { name, retentionInDays: 365 });
  new aws.sqs.Queue(name, {
    name,
    messageRetentionSeconds: 604_800,
    redrivePolicy: JSON.stringify({
      deadLetterTargetArn: `arn:aws:sqs:us-east-1:${account}:letters`,
      maxReceiveCount: 100,
    }),
  });
  new aws.sqs.QueuePolicy(name, {
    queueUrl: `https://sqs.us-east-1.amazonaws.com/${account}/${name}`,
    policy: documentOf({
      Effect: "Deny",
      Principal: "*",
      Action: "sqs:*",
      Resource: queueArn,
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    }),
  });
  new aws.iam.Role(name, {
    name,
    assumeRolePolicy: documentOf({
      Effect: "Allow",
      Principal: { Service: "lambda.amazonaws.com" },
      Action: "sts:AssumeRole",
    }),
  });
  new aws.iam.RolePolicy(name, {
    name,
    role: name,
    policy: documentOf(
      { Effect: "Allow", Action: ["sqs:ReceiveMessage", "sqs:DeleteMessage"], Resource: queueArn },
      { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::bucket/*" },
      { Effect: "Allow", Action: "ec2:DescribeInstances", Resource: "*" },
    ),
  });
}
