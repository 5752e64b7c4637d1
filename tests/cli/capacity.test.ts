import { recommendedSetup } from "../../components/capacity/recommendation";
import { runCommand } from "../support/command";

describe("npm run capacity", () => {
  it("answers for a rate, with the settings that the model recommends", async () => {
    const commandLine = ["--events-per-second", "500", "--region", "us-east-1", "--json"];
    const { exitCode, stdout, stderr } = await runCommand("capacity", commandLine);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(JSON.parse(stdout)).toMatchObject({
      setup: recommendedSetup(500),
      regionEventsPerSecond: 10_000,
      regionsNeeded: 1,
      eventBridgeEventsPerSecond: 18_750,
    });
  });

  it("says how many Regions a rate needs that one does not take, and that its backlog never ends", async () => {
    const { stdout } = await runCommand("capacity", ["--events-per-second", "20000"]);
    expect(stdout).toMatch(/^Regions needed, with a fifth to spare +3$/m);
    expect(stdout).toMatch(/^the backlog of the outage is worked off in +never$/m);
  });

  it("wants a rate", async () => {
    expect(await runCommand("capacity", [])).toEqual({
      exitCode: 1,
      stdout: "",
      stderr: '--events-per-second must be a whole number from 1 to 10000000; "" is none.\n',
    });
  });
});
