import { chmodSync } from "node:fs";
import { delimiter } from "node:path";
import { allowEverything } from "../../sandbox/authorization";
import { ended, temporaryFolder } from "../support/command";
import { declareStack } from "../support/declare";
import { startInSandbox } from "../support/sandboxCommand";
import { oktaDetails, sendDetails, withStack } from "../support/stack";

describe("npx partner-audit doctor", () => {
  const { folder, write } = temporaryFolder();

  it("reads the stack's outputs, queries AWS, and exits with 1 if something has failed", async () => {
    const { outputs } = await declareStack();
    const file = write("outputs.json", JSON.stringify(outputs.vendors));
    chmodSync(write("pulumi", `#!/bin/sh\ncat '${file}'\n`), 0o755);
    const environment = { PATH: `${folder}${delimiter}${process.env.PATH}` };
    await withStack(
      async (stack) => {
        sendDetails(stack, "okta", oktaDetails(5));
        await stack.sandbox.settle();
        const sound = await ended(startInSandbox("doctor", stack, ["--json"], environment));
        expect({ exitCode: sound.exitCode, stderr: sound.stderr }).toEqual({ exitCode: 0, stderr: "" });
        const { findings } = JSON.parse(sound.stdout);
        expect(findings).toHaveLength(13);
        expect(findings.every(({ status }: { readonly status: string }) => status === "ok")).toBe(true);

        stack.sandbox.queues.get("partner-audit-dev_okta_dead-letters")?.send({ body: "{}" });
        const sick = await ended(startInSandbox("doctor", stack, ["--vendor", "okta"], environment));
        expect(sick.exitCode).toBe(1);
        expect(sick.stdout).toMatch(
          /^failure +okta +dead-letter queue +It holds 1 messages\. .*ReceivedTooOften \(1\)/m,
        );
        expect(sick.stdout).toMatch(
          /^What to do\nokta, dead-letter queue: Fix the causes, then npx partner-audit redrive/m,
        );
      },
      { authorize: allowEverything },
    );
  });
});
