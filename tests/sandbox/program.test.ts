import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { declareProgram } from "../../sandbox/program";
import { stackOf } from "../support/declare";

const declare = (program: () => void) =>
  declareProgram(stackOf({}), () => {
    program();
    return {};
  });

describe("a program without the engine", () => {
  it("is told of a resource's component, in the URN as the engine makes it", async () => {
    const { resources } = await declare(() => {
      const parent = new pulumi.ComponentResource("acme:index:Inbox", "inbox");
      new aws.sqs.Queue("queue", {}, { parent });
      new aws.sqs.Queue("alone");
    });
    const inbox = "urn:pulumi:dev::partner-audit::acme:index:Inbox::inbox";
    expect(resources.map(({ urn, parent }) => [urn, parent]).sort()).toEqual(
      [
        [inbox, undefined],
        ["urn:pulumi:dev::partner-audit::acme:index:Inbox$aws:sqs/queue:Queue::queue", inbox],
        ["urn:pulumi:dev::partner-audit::aws:sqs/queue:Queue::alone", undefined],
      ].sort(),
    );
  });

  it("is refused two resources of one URN, as by the engine", async () => {
    await expect(
      declare(() => {
        new aws.sqs.Queue("queue", { name: "one" });
        new aws.sqs.Queue("queue", { name: "other" });
      }),
    ).rejects.toThrow("Duplicate resource URN 'urn:pulumi:dev::partner-audit::aws:sqs/queue:Queue::queue'");
  });
});
