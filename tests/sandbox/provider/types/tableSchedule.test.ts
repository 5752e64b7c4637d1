import { characters, expectAllowed, expectViolations } from "../cases";
import { happyPaths } from "../happyPaths";

const tableType = "aws:dynamodb/table:Table";
const scheduleType = "aws:scheduler/schedule:Schedule";
const schedule = happyPaths[scheduleType];
const { target } = schedule;

describe("a table", () => {
  expectViolations(tableType, happyPaths[tableType], [
    [
      "no key",
      { hashKey: undefined, rangeKey: undefined, attributes: [] },
      "hashKey: a table needs one, but found nothing; allowed: the name of an attribute",
    ],
    [
      "a key that is no attribute",
      { attributes: [{ name: "detection", type: "S" }] },
      'attributes: the key finding is missing, but found ["detection"]; allowed: an entry for each key',
    ],
    [
      "an attribute that is no key",
      { rangeKey: undefined },
      'attributes: finding is no key, but found "finding"; allowed: the keys alone',
    ],
    ["a short name", { name: "ab" }, 'name: it has 2 characters, but found "ab"; allowed: 3 to 255 characters'],
  ]);
  expectAllowed(tableType, happyPaths[tableType], [
    ["a table with a partition key alone", { rangeKey: undefined, attributes: [{ name: "detection", type: "N" }] }],
  ]);
});

describe("a schedule", () => {
  expectViolations(scheduleType, schedule, [
    [
      "an expression that is none",
      { scheduleExpression: "rate(0 hours)" },
      'scheduleExpression: it is no schedule, but found "rate(0 hours)"; allowed: rate(value unit), cron(fields) or at(yyyy-mm-ddThh:mm:ss)',
    ],
    [
      "a long name",
      { name: characters(65) },
      `name: it has 65 characters, but found "${characters(65)}"; allowed: 1 to 64 characters`,
    ],
    [
      "more retries than there are",
      { target: { ...target, retryPolicy: { maximumRetryAttempts: 186 } } },
      "target.retryPolicy.maximumRetryAttempts: it is out of range, but found 186; allowed: whole numbers 0 to 185",
    ],
    [
      "input that is no JSON",
      { target: { ...target, input: "<" } },
      expect.stringMatching(/^target\.input: it is not JSON/) as unknown as string,
    ],
  ]);
  expectAllowed(scheduleType, schedule, [["another rate", { scheduleExpression: "rate(15 minutes)" }]]);
});
