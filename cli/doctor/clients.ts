import { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { SQSClient } from "@aws-sdk/client-sqs";

/** The clients by which the doctor queries AWS. */
export type Clients = ReturnType<typeof clientsIn>;

export function clientsIn(region: string) {
  return {
    cloudTrail: new CloudTrailClient({ region }),
    eventBridge: new EventBridgeClient({ region }),
    lambda: new LambdaClient({ region }),
    sqs: new SQSClient({ region }),
  };
}
