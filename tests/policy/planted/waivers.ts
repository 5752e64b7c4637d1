import * as aws from "@pulumi/aws";
import type { PackConfiguration } from "../../../policy/settings";
import type { Planted } from "./planted";

/** Waivers of all kinds for a stack that violates nothing. */
export const waiverConfiguration: PackConfiguration = {
  retention: {
    waivers: [
      { finding: "retentionInDays::7", resource: "calm-log", reason: "Until the move.", expires: "2026-01-31" },
      { finding: "retentionPeriod::1", reason: "No such day.", expires: "2099-02-30" },
      { reason: "For everything.", expires: "2099-12-31" },
      { resource: "somebody-else", reason: "Another stack's.", expires: "2099-12-31" },
    ],
  },
};

/** Waivers that are violations themselves, and such as excuse nothing: the findings are on the stack. */
export const waivers: readonly Planted[] = [
  {
    ...refused("a waiver that expired", "retentionInDays::7 of calm-log"),
    declare: () => new aws.cloudwatch.LogGroup("calm-log", { retentionInDays: 365 }),
  },
  refused("a waiver until a day that is none", "retentionPeriod::1"),
  refused("a waiver of everything", "everything"),
  unused("a waiver of a finding that is mended", "retentionInDays::7 of calm-log"),
  unused("a waiver of another finding", "retentionPeriod::1"),
  unused("a waiver of a resource that is not of the stack", "somebody-else"),
  unused("a waiver of everything, which excuses nothing", "everything"),
];

function refused(what: string, subject: string): Planted {
  return { policy: "waivers", what, resource: "stack", subject: `Waiver::retention::${subject}` };
}

function unused(what: string, subject: string): Planted {
  return { ...refused(what, subject), policy: "unused-waivers" };
}
