import { deploy, type Sandbox } from "../../sandbox/sandbox";
import * as d from "./declared";

const bus = "aws.partner/okta.com/acme/audit";
const start = Date.UTC(2026, 10, 20);
let sandbox: Sandbox | undefined;
afterEach(async () => {
  await sandbox?.close();
  sandbox = undefined;
});

describe("x", () => {
  it("works", async () => {
    sandbox = await deploy(
      [
        d.queue("main", { visibilityTimeoutSeconds: 60, ...d.redrive("dead", 3) }),
        d.queue("dead"),
        ...d.busWithRule(bus, d.queueArn("main")),
        d.lambda("fn", "exports.handler = async (e, c) => { console.log(JSON.stringify(e.Records.length), c.functionName); if (e.Records.some(r=>JSON.parse(r.body).detail.bad)) throw new TypeError('x'); }"),
        d.mapping("main", "fn"),
      ],
      { startTime: start },
    );
    for (let i = 0; i < 25; i++) sandbox.putEvent(bus, d.envelope(bus, { i, ...(i === 20 && { bad: 1 }) }));
    await sandbox.settle();
    console.log(sandbox.queues.get("main")?.counts(), sandbox.functions.get("fn")?.counts, sandbox.functions.get("fn")?.log.lines, sandbox.functions.get("fn")?.peakMemoryBytes, sandbox.deadLetters(d.queueArn("dead")).length, sandbox.clock.now() - start);
  });
});
