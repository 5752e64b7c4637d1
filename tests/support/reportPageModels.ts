import type { ReportPageModel } from "../../cli/start/reportPage/page";
import type { ReportedFinding } from "../../sandbox/ledger/findings";

const nothing = { received: 0, ingested: 0, deduplicated: 0, rejected: 0, pending: 0, requests: 0 };

/** A run with an integration without events, and without detections. */
export const emptyModel: ReportPageModel = {
  stack: "dev",
  facts: [["Seed", "0"]],
  integrations: [{ key: "okta", vendor: "okta", delivery: "eventbridge", ledger: nothing, paths: [] }],
  findings: undefined,
  failures: [],
  errors: [],
  faults: [],
  lanes: [{ key: "okta", stored: [], failed: [] }],
  answers: [],
};

/** Returns a run with this text in every place, with many integrations, findings of every level, failures and rows. */
export function modelOf(text: string, rows = 60): ReportPageModel {
  const ledger = { received: 123_456, ingested: 123_000, deduplicated: 6, rejected: 400, pending: 50, requests: 9 };
  const deadLetterQueues = [[text, 400] as const, [text, 0] as const];
  const path = { sink: text, ledger, steps: [[text, text] as const, [text, text] as const], deadLetterQueues };
  const integrations = Array.from({ length: 12 }, () => {
    return { key: text, vendor: text, delivery: text, ledger, paths: [path, path] };
  });
  const levels = ["low", "critical", "informational", "medium", "high"] as const;
  const findings = Array.from({ length: 60 }, (_, index): ReportedFinding => {
    const first = `2026-11-20T09:${String(index).padStart(2, "0")}:00Z`;
    return {
      ...{ rule: text, title: text, level: levels[index % levels.length] ?? "low", integration: text, actor: text },
      ...{ action: text, target: text, sourceIPAddress: text, count: index, first, last: "2026-11-20T10:00:00Z" },
    };
  });
  const time = Date.parse("2026-11-20T09:00:00Z");
  const answer = { title: text, columns: [text, "value", "count"], note: text };
  return {
    stack: text,
    facts: [[text, text]],
    integrations,
    findings,
    failures: integrations.map(() => [text, 400, text]),
    errors: [text],
    faults: [[text, 3]],
    lanes: integrations.map(() => ({
      key: text,
      stored: [{ time, count: 123_000 }],
      failed: [
        { time: time + 86_400_000, count: 400 },
        { time: Number.NaN, count: 2 },
      ],
    })),
    answers: [
      { ...answer, rows: Array.from({ length: rows }, (_, index) => [text, { [text]: index }, index + 1]) },
      { ...answer, rows: [] },
    ],
  };
}
