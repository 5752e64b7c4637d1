import { queuesOf, queueUrl, sqsClientOf } from "../../cli/queueArguments";
import { outcomeOf } from "../support/command";

const aws = "https://sqs.eu-west-1.amazonaws.com/123456789012/partner-audit-dev_okta_events";
// The forms in LocalStack's documentation ("Simple Queue Service", queue URLs of the strategies standard and path), and those of moto's server.
const localStack = "http://sqs.eu-west-1.localhost.localstack.cloud:4566/000000000000/events";
const byPath = "http://localhost:4566/queue/eu-west-1/000000000000/events";
const moto = "http://127.0.0.1:5000/123456789012/events";

/** Returns the host that the client's explicit settings name, and the Region that it signs for. */
async function placeOf(url: string, environment: NodeJS.ProcessEnv) {
  const saved = process.env;
  process.env = { ...saved, AWS_REGION: "us-west-2", AWS_ENDPOINT_URL: "", AWS_ENDPOINT_URL_SQS: "", ...environment };
  try {
    const { config } = sqsClientOf(queueUrl(url));
    const { hostname, port } = (await config.endpoint?.()) ?? {};
    return { host: hostname && `${hostname}:${port}`, region: await config.region() };
  } finally {
    process.env = saved;
  }
}

const elsewhere = { AWS_ENDPOINT_URL: "http://127.0.0.1:1" };
// Without an explicit host, the SDK uses AWS_ENDPOINT_URL (AWS SDKs and Tools Reference Guide, "Service-specific endpoints"), or else AWS.
it.each<[string, NodeJS.ProcessEnv, string | undefined, string]>([
  [aws, {}, undefined, "eu-west-1"],
  [aws, elsewhere, undefined, "eu-west-1"],
  [localStack, {}, "sqs.eu-west-1.localhost.localstack.cloud:4566", "eu-west-1"],
  [byPath, {}, "localhost:4566", "eu-west-1"],
  [moto, {}, "127.0.0.1:5000", "us-west-2"],
  [moto, elsewhere, undefined, "us-west-2"],
])("the queue %s is called with %j at the host %s, in %s", async (url, environment, host, region) => {
  expect(await placeOf(url, environment)).toEqual({ host, region });
});

it.each([
  "sqs.eu-west-1.amazonaws.com/123456789012/events",
  "http://sqs.eu-west-1.amazonaws.com/123456789012/events",
  "https://sqs.eu-west-1.amazonaws.com.example.com/123456789012/events",
  "https://sqs.eu-west-1.amazonaws.com/12345/events",
  "http://user@127.0.0.1:5000/123456789012/events",
  "http://127.0.0.1:5000/123456789012/events?x=1",
  "file:///123456789012/events",
])("the URL %s is not a queue URL", (url) => {
  expect(() => queueUrl(url)).toThrow(
    "Give the URL of a queue, https://sqs.REGION.amazonaws.com/ACCOUNT/NAME or an emulator's http://HOST:PORT/ACCOUNT/NAME.",
  );
});

describe("the queues of an integration", () => {
  const lake = { queueUrl: `${aws}`, deadLetterQueueUrl: `${aws}-dead` };
  const logs = { queueUrl: `${aws}_logs`, deadLetterQueueUrl: `${aws}_logs-dead` };
  const one = { vendor: "okta", deliveries: { "cloudtrail-lake": lake } };
  const two = { vendor: "okta", deliveries: { "cloudtrail-lake": lake, "cloudwatch-logs": logs } };

  it("are those of its only sink or of the named sink", () => {
    expect(queuesOf("okta", one, undefined)).toEqual({ sink: "cloudtrail-lake", ...lake });
    expect(queuesOf("okta", two, "cloudwatch-logs")).toEqual({ sink: "cloudwatch-logs", ...logs });
  });

  it.each([
    [two, undefined, /^okta has a queue for each of its sinks; give .* --sink: cloudtrail-lake, cloudwatch-logs\.$/m],
    [one, "cloudwatch-log", /^--sink "cloudwatch-log" is not a known sink of okta; .*Known: cloudtrail-lake\.$/m],
    [{}, undefined, /^okta has no queues: its events do not arrive over EventBridge\.$/m],
  ])("are not guessed (%#)", async (output, sink, message) => {
    expect((await outcomeOf(async () => void queuesOf("okta", output, sink))).stderr).toMatch(message);
  });
});
