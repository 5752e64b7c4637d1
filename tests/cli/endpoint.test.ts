import { createSubcommand } from "../../cli/command/subcommand";
import { options, serveEndpoint } from "../../cli/endpoint";
import type { HttpListener } from "../../sandbox/http";
import { bodyOf, channelArn, credentials, entry, type RequestParts, signedRequest } from "../support/cloudTrailData";
import { outcomeOf } from "../support/command";
import { startEndpoint } from "../support/endpointProcess";

const listeners: HttpListener[] = [];

afterEach(async () => {
  for (const listener of listeners.splice(0)) await listener.close();
});

async function serve(...commandLine: readonly string[]) {
  const lines: string[] = [];
  const started: HttpListener[] = [];
  const command = createSubcommand({
    ...{ name: "endpoint", description: "", options, examples: [] },
    run: async (values) => void started.push(await serveEndpoint(values, (line) => lines.push(line))),
  });
  await command.parseAsync(commandLine, { from: "user" });
  listeners.push(...started);
  return { url: started[0]?.url ?? "", lines };
}

/** Sends a call with two events, as an AWS client does. */
async function send(url: string, parts: RequestParts = {}) {
  const body = bodyOf(entry("a"), entry("b"));
  const { method, target, headers } = await signedRequest({ body, headers: { host: new URL(url).host }, ...parts });
  const response = await fetch(`${url}${target}`, { method, headers: { ...headers }, body });
  return { status: response.status, code: response.headers.get("x-amzn-errortype"), answer: await response.json() };
}

test("it prints its address and how to use it from the AWS CLI", async () => {
  const { url, lines } = await serve();
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(lines).toEqual([
    `CloudTrail Data listens at ${url} (aws cloudtrail-data put-audit-events --endpoint-url ${url} --channel-arn ARN --audit-events file://events.json)`,
  ]);
});

test("without a channel argument it accepts every well-formed channel ARN and any access key", async () => {
  const { url } = await serve();
  expect(await send(url, { credentials: { accessKeyId: "ANYONE", secretAccessKey: "anything" } })).toMatchObject({
    status: 200,
    answer: { successful: [{ id: "a" }, { id: "b" }], failed: [] },
  });
  const another = { channelArn: channelArn.replace("1111", "2222").replace("123456789012", "999999999999") };
  expect(await send(url, { query: another })).toMatchObject({
    status: 200,
    answer: { successful: [], failed: [{ errorCode: "InvalidRecipient" }, { errorCode: "InvalidRecipient" }] },
  });
});

test("with channel arguments it accepts only those", async () => {
  const other = channelArn.replace("1111", "2222");
  const { url } = await serve("--channel", channelArn, "--channel", other);
  expect([(await send(url)).status, (await send(url, { query: { channelArn: other } })).status]).toEqual([200, 200]);
  expect(await send(url, { query: { channelArn: channelArn.replace("1111", "3333") } })).toMatchObject({
    status: 400,
    code: "ChannelNotFound",
  });
});

test("with --json it prints each accepted event as a line", async () => {
  const { url, lines } = await serve("--json", "--seed", "1");
  await send(url);
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    { url },
    ...["a", "b"].map((id) => ({
      channelArn,
      id,
      eventID: expect.any(String),
      eventData: entry(id).eventData,
      accessKeyId: credentials.accessKeyId,
    })),
  ]);
});

test.each([
  [["--port", "65536"], "argument '65536' is invalid. Give a whole number from 0 to 65535."],
  [["--channel", "my-channel"], '--channel "my-channel" is not a channel\'s ARN'],
  [["--fault", "throtle=1"], "Did you mean throttle?"],
  [["--fault", "throttle=2"], "a rate from 0 to 1"],
  [["--chanel", channelArn], "Did you mean --channel?"],
  [["4000"], "error: too many arguments"],
])("%p is refused with a message for the user", async (commandLine, message) => {
  const { exitCode, stderr } = await outcomeOf(async () => void (await serve(...commandLine)));
  expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: expect.stringContaining(message) });
});

describe("as a command", () => {
  test.each(["SIGTERM", "SIGINT"] as const)(
    "it exits cleanly on %s, even while a response is pending",
    async (signal) => {
      const command = startEndpoint("--json", "--fault", "slow=600");
      const { url } = JSON.parse((await command.nextLine()) ?? "") as { readonly url: string };
      const answer = send(url).catch(() => "cut");
      command.process.kill(signal);
      expect(await command.ended()).toMatchObject({ exitCode: 130, stderr: "Stopped after 0 accepted events.\n" });
      expect(await answer).toBe("cut");
    },
  );

  test("it fails with one clear line and no stack trace if the port is in use", async () => {
    const { url } = await serve();
    const { port } = new URL(url);
    const command = startEndpoint("--port", port);
    const stderr = `Port ${port} is in use; choose another with --port N.\n`;
    expect(await command.ended()).toEqual({ exitCode: 1, stdout: "", stderr });
  });
});
