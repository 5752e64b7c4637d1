import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { PersonError } from "../components/personError";
import { credentialsNote, flag, jsonFlag, moment, ofForm, required, stackOption, valued } from "./command/options";
import { watched } from "./command/progress";
import { refuseOnceStopped } from "./command/signals";
import { createSubcommand } from "./command/subcommand";
import { type ReplayOptions, type ReplayReport, replay } from "./replay/replay";
import { stackOutputs, vendorOutput } from "./stackOutputs";

export const command = createSubcommand({
  name: "replay",
  description:
    "Makes EventBridge send archived events of a time range to their bus again, for the integration's rule only. Without --execute it only reports the archive's content.",
  options: {
    vendor: valued("KEY", "the integration, as in the stack's outputs (needs the pulumi command)"),
    stack: stackOption,
    archive: valued("ARN", "the archive, instead of --vendor; needs --rule", archiveArn),
    rule: valued("ARN", "the rule", ruleArn),
    since: required(
      "TIME",
      "only events that the bus received from this time on, such as 2026-11-20T09:00:00Z",
      moment,
    ),
    until: required("TIME", "only events that it received before this time", moment),
    name: valued(
      "NAME",
      "another name for the replay, to replay the same time range again",
      ofForm(/^[.\-_A-Za-z0-9]{1,64}$/, "1 to 64 letters, digits and . - _"),
    ),
    execute: flag("starts the replay and waits for its end"),
    cancel: flag("ends the replay that is under way"),
    json: jsonFlag,
  },
  examples: [
    [
      "replay --vendor okta --since 2026-11-20T09:00:00Z --until 2026-11-20T12:00:00Z",
      "reports what the archive holds",
    ],
    ["replay --vendor okta --since 2026-11-20T09:00:00Z --until 2026-11-20T12:00:00Z --execute", "replays it"],
  ],
  notes: [
    `${credentialsNote} You can stop it at any moment: EventBridge continues, and the same command watches it again.`,
    "Events that are already stored are stored again under the same id; queries/duplicates-by-uid.sql lists them.",
  ],
  failure: "wrong input, or the replay failed",
  run: async ({ vendor, stack, archive, rule, since, until, name, execute, cancel, json }) => {
    const byVendor = vendor !== undefined && archive === undefined && rule === undefined;
    const byArns = vendor === undefined && stack === undefined && archive !== undefined && rule !== undefined;
    if (!byVendor && !byArns) {
      throw new PersonError("Give either --vendor (and --stack), or both --archive and --rule.");
    }
    if (execute && cancel) {
      throw new PersonError("Give --execute or --cancel, not both.");
    }
    if (since >= until) {
      throw new PersonError(`--until must be later than --since, which is ${new Date(since).toISOString()}.`);
    }
    const where = byVendor ? await archiveOf(vendor, stack) : { archiveArn: archive ?? "", ruleArn: rule ?? "" };
    const options: ReplayOptions = { ...where, since, until, execute, cancel, ...(name !== undefined && { name }) };
    const client = new EventBridgeClient({ region: where.archiveArn.split(":")[3] ?? "" });
    refuseOnceStopped(client, "StartReplayCommand");
    const remark = "EventBridge continues the replay; run the same command again to watch it";
    const report = await watched("percent", 100, remark, (watch) =>
      replay(client, options, { ...watch, progress: (done) => watch.progress(done * 100) }),
    );
    process.stdout.write(`${json ? JSON.stringify(report) : reportText(report, Date.now() - until)}\n`);
    process.exitCode = report.state === "FAILED" ? 1 : 0;
  },
});

async function archiveOf(
  vendor: string,
  stack: string | undefined,
): Promise<Pick<ReplayOptions, "archiveArn" | "ruleArn">> {
  const output = vendorOutput(await stackOutputs(stack, "Give --archive and --rule instead."), vendor);
  if (output.archiveArn === undefined || output.ruleArn === undefined) {
    throw new PersonError(
      `${vendor} has no archive; an archive keeps the events that arrive after its creation: partner-audit:vendors.${vendor}.archive: { retentionDays: 30 }.`,
    );
  }
  return { archiveArn: output.archiveArn, ruleArn: output.ruleArn };
}

function archiveArn(arn: string): string {
  const form = /^arn:aws[a-z-]*:events:[a-z0-9-]+:\d{12}:archive\/[.\-_A-Za-z0-9]+$/;
  return ofForm(form, "an ARN, arn:aws:events:REGION:ACCOUNT:archive/NAME")(arn);
}

function ruleArn(arn: string): string {
  const form = /^arn:aws[a-z-]*:events:[a-z0-9-]+:\d{12}:rule\/[/.\-_A-Za-z0-9]+$/;
  return ofForm(form, "an ARN, arn:aws:events:REGION:ACCOUNT:rule/NAME")(arn);
}

/** EventBridge may take this long to write events to an archive, in milliseconds (Amazon EventBridge User Guide, "Replaying archived events"). */
const archiveDelay = 10 * 60_000;

function reportText({ name, archive, state, stateReason, started }: ReplayReport, sinceEnd: number): string {
  const kept = archive.retentionDays === 0 ? "indefinitely" : `for ${archive.retentionDays} days`;
  const holds = `The archive holds ${archive.events.toLocaleString("en-US")} events (${archive.bytes.toLocaleString("en-US")} bytes), each ${kept}.`;
  const early =
    sinceEnd < archiveDelay
      ? " The time range ends less than ten minutes ago: its last events may not be there yet."
      : "";
  const outcomes: Readonly<Record<ReplayReport["state"], string>> = {
    NONE: "Nothing was replayed: give --execute.",
    STARTING: `The replay ${name} continues; run the same command to watch it, or give --cancel.`,
    RUNNING: `The replay ${name} continues; run the same command to watch it, or give --cancel.`,
    COMPLETED: started
      ? `The replay ${name} is complete.`
      : `The replay ${name} was started before and is complete; to replay this time range again, give another --name.`,
    CANCELLING: `The replay ${name} is being cancelled.`,
    CANCELLED: `The replay ${name} was cancelled; to replay this time range again, give another --name.`,
    FAILED: `The replay ${name} failed: ${stateReason ?? "EventBridge gives no reason"}.`,
  };
  return `${holds}${early}\n${outcomes[state]}`;
}
