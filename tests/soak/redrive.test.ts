import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Clock } from "../../sandbox/clock";
import { CredentialIssuer } from "../../sandbox/credentials";
import { listen } from "../../sandbox/http";
import { createIdentifiers } from "../../sandbox/identifiers";
import { createSqsHandler } from "../../sandbox/sqs/endpoint";
import { Queue } from "../../sandbox/sqs/queue";
import { queueSettings } from "../../sandbox/sqs/queueSettings";
import * as d from "../sandbox/declared";
import { runCommand, temporaryFolder } from "../support/command";

jest.setTimeout(3 * 60 * 60_000);

const messages = process.env.SOAK === undefined ? 20_000 : 1_000_000;

/**
 * SQS in real time: a sandbox's clock does not advance by itself, and a redrive depends on the time of each message.
 */
class MachineClock extends Clock {
  override now(): number {
    return Date.now();
  }
}

test(`a redrive of ${messages.toLocaleString("en-US")} messages whose cause is not fixed ends, each tried once, in less than 300 MB`, async () => {
  const files = temporaryFolder();
  const identifiers = createIdentifiers("messages");
  const made = (name: string) => new Queue(queueSettings(d.queue(name, {})), new MachineClock(), identifiers);
  const [deadLetters, events] = [made("dead-letters"), made("events")];
  const errorCode = { DataType: "String", StringValue: "InvalidData" };
  const fail = (body: string) => deadLetters.send({ body, messageAttributes: { errorCode } });
  const tries = new Uint8Array(messages);
  for (let index = 0; index < messages; index++) fail(String(index));
  // Every event soon fails again, as with a service that refuses everything.
  const failAll = () => {
    for (const { message, receiptHandle } of events.receive(messages)) {
      tries[Number(message.body)] = (tries[Number(message.body)] ?? 0) + 1;
      fail(message.body);
      events.delete(receiptHandle);
    }
  };
  events.onAvailable(() => setImmediate(failAll));
  const issuer = new CredentialIssuer();
  const operator = issuer.issue(d.roleArn("operator"), "operator");
  const sqs = await listen(
    createSqsHandler({
      findQueue: (url) => [deadLetters, events].find(({ settings }) => settings.url === url),
      principalOf: (key) => issuer.principalOf(key),
      authorize: () => undefined,
      signature: { now: () => new Date(), secretFor: (key, token) => issuer.secretFor(key, token) },
    }),
  );
  // Messages of the second in which a run starts count as later ones.
  await new Promise((later) => setTimeout(later, 1_000));
  const memory = files.write("memory", "");
  const environment = {
    NODE_OPTIONS: `--require ${JSON.stringify(join(__dirname, "..", "support", "peakMemory.js"))}`,
    PEAK_MEMORY: memory,
    AWS_ENDPOINT_URL: sqs.url,
    AWS_ACCESS_KEY_ID: operator.accessKeyId,
    AWS_SECRET_ACCESS_KEY: operator.secretAccessKey,
    AWS_SESSION_TOKEN: operator.sessionToken,
  };
  const queues = ["--from", d.queueUrl("dead-letters"), "--to", d.queueUrl("events"), "--execute"];
  const started = Date.now();
  const { exitCode, stdout, stderr } = await runCommand("redrive", queues, { environment });
  const peak = Number(readFileSync(memory, "utf8"));
  process.stdout.write(`${messages} messages: ${(Date.now() - started) / 1000} s, ${Math.round(peak / 1e6)} MB\n`);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  expect(stdout).toMatch(
    new RegExp(`holds (at least )?${messages} messages; ${messages} of ${messages} were moved\\.`),
  );
  expect(tries.every((count) => count === 1)).toBe(true);
  expect(deadLetters.counts()).toMatchObject({ visible: messages, notVisible: 0 });
  expect(peak).toBeLessThan(300e6);
  await sqs.close();
});
