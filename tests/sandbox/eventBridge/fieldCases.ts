/** One row: the heading of the Amazon EventBridge User Guide that it follows, a pattern, an event, and the answer. */
export type PatternCase = readonly [heading: string, pattern: object, event: object, matches: boolean];

/** The example of "Amazon EventBridge User Guide, Creating Amazon EventBridge event patterns". */
export const ec2Event = {
  version: "0",
  id: "6a7e8feb-b491-4cf7-a9f1-bf3703467718",
  "detail-type": "EC2 Instance State-change Notification",
  source: "aws.ec2",
  account: "111122223333",
  time: "2017-12-22T18:43:48Z",
  region: "us-west-1",
  resources: ["arn:aws:ec2:us-west-1:123456789012:instance/i-1234567890abcdef0"],
  detail: { "instance-id": "i-1234567890abcdef0", state: "terminated" },
};

const detail = (fields: object) => ({ detail: fields });

const emptyValuesEvent = {
  source: "aws.autoscaling",
  resources: [],
  detail: { eventVersion: "", responseElements: null },
};

const employeesEvent = {
  employees: [
    { firstName: "John", lastName: "Doe" },
    { firstName: "Anna", lastName: "Smith" },
    { firstName: "Peter", lastName: "Jones", middleName: "Q" },
  ],
};

/** How fields are found and plain values compared. */
export const fieldCases: readonly PatternCase[] = [
  ["Event pattern syntax: an object of fields", { source: ["aws.ec2"] }, ec2Event, true],
  [
    "Event pattern syntax: every field must match",
    { source: ["aws.ec2"], detail: { state: ["terminated"] } },
    ec2Event,
    true,
  ],
  [
    "Event pattern syntax: one field that does not match is enough",
    { source: ["aws.ec2"], detail: { state: ["running"] } },
    ec2Event,
    false,
  ],
  ["Event pattern syntax: the nesting is part of the name", { state: ["terminated"] }, ec2Event, false],
  ["Event pattern syntax: a named field must be there", { missing: ["x"] }, ec2Event, false],
  ["Event pattern syntax: no case folding of values", { source: ["AWS.EC2"] }, ec2Event, false],
  ["Event pattern syntax: no case folding of names", { Source: ["aws.ec2"] }, ec2Event, false],
  ["Event pattern syntax: names of Object.prototype are no fields", { constructor: [{ exists: true }] }, {}, false],
  ["Event pattern syntax: dots in the pattern's names join them", { "detail.state": ["terminated"] }, ec2Event, true],
  [
    "Event pattern syntax: dots in the event's names join them",
    detail({ state: { status: ["running"] } }),
    detail({ "state.status": "running" }),
    true,
  ],
  [
    "Event pattern syntax: both with dots",
    detail({ "state.status": ["running"] }),
    detail({ "state.status": "running" }),
    true,
  ],
  [
    "Event pattern syntax: siblings, one with a dot",
    detail({ state: { status: ["running"], code: [16] } }),
    detail({ state: { status: "running" }, "state.code": 16 }),
    true,
  ],
  [
    "Event pattern syntax: siblings, one with a dot and another value",
    detail({ state: { status: ["running"], code: [17] } }),
    detail({ state: { status: "running" }, "state.code": 16 }),
    false,
  ],
  [
    "Event pattern syntax: a scalar beside its dotted child",
    detail({ state: ["running"] }),
    detail({ state: "running", "state.code": 16 }),
    true,
  ],
  [
    "Event pattern syntax: of two conditions on one path the last one counts",
    { detail: { "a.b": ["x"], a: { b: ["y"] } } },
    detail({ a: { b: "y" } }),
    true,
  ],
  [
    "Event pattern syntax: of two conditions on one path the first one does not count",
    { detail: { "a.b": ["x"], a: { b: ["y"] } } },
    detail({ a: { b: "x" } }),
    false,
  ],
  ["Matching event values: the first of several", { source: ["aws.ec2", "aws.fargate"] }, { source: "aws.ec2" }, true],
  [
    "Matching event values: the last of several",
    { source: ["aws.ec2", "aws.fargate"] },
    { source: "aws.fargate" },
    true,
  ],
  ["Matching event values: none of several", { source: ["aws.ec2", "aws.fargate"] }, { source: "aws.s3" }, false],

  [
    "Matching on event field values: numbers",
    detail({ severity: { score: [1] }, count: [2] }),
    detail({ severity: { score: 1 }, count: 2 }),
    true,
  ],
  ["Matching on event field values: another number", detail({ count: [2] }), detail({ count: 3 }), false],
  ["Matching on event field values: a number is no string", detail({ count: [2] }), detail({ count: "2" }), false],
  ["Matching on event field values: a string is no number", detail({ count: ["2"] }), detail({ count: 2 }), false],
  ["Matching on event field values: true", detail({ on: [true] }), detail({ on: true }), true],
  ["Matching on event field values: true is not false", detail({ on: [true] }), detail({ on: false }), false],
  ["Matching on event field values: true is not a string", detail({ on: [true] }), detail({ on: "true" }), false],
  [
    "Matching on event field values: parsed numbers are equal however they were written",
    detail({ limit: [300] }),
    JSON.parse('{"detail":{"limit":3.0e2}}') as object,
    true,
  ],

  ["Null values and empty strings: empty", detail({ eventVersion: [""] }), emptyValuesEvent, true],
  ["Null values and empty strings: null", detail({ responseElements: [null] }), emptyValuesEvent, true],
  ["Null values and empty strings: null is not empty", detail({ responseElements: [""] }), emptyValuesEvent, false],
  ["Null values and empty strings: empty is not null", detail({ eventVersion: [null] }), emptyValuesEvent, false],
  ["Null values and empty strings: missing is not null", detail({ other: [null] }), emptyValuesEvent, false],
  [
    "Null values and empty strings: null exists",
    detail({ responseElements: [{ exists: true }] }),
    emptyValuesEvent,
    true,
  ],
  [
    "Null values and empty strings: null is not absent",
    detail({ responseElements: [{ exists: false }] }),
    emptyValuesEvent,
    false,
  ],

  ["Multiple values: arrays intersect", { resources: ["a", "b"] }, { resources: ["x", "b"] }, true],
  ["Multiple values: arrays do not intersect", { resources: ["a", "b"] }, { resources: ["x", "y"] }, false],
  ["Multiple values: an empty array has no value", { resources: ["a"] }, { resources: [] }, false],
  ["Multiple values: arrays in arrays", { resources: ["a"] }, { resources: [["x"], ["a"]] }, true],
  [
    "Multiple values: an operator on one element",
    { resources: [{ prefix: "arn:" }] },
    { resources: ["x", "arn:y"] },
    true,
  ],
  ["Multiple values: objects in an array", { employees: { firstName: ["Anna"] } }, employeesEvent, true],
  [
    "Multiple values: two fields of one element",
    { employees: { firstName: ["Anna"], lastName: ["Smith"] } },
    employeesEvent,
    true,
  ],
  [
    "Multiple values: not two fields of different elements",
    { employees: { firstName: ["Anna"], lastName: ["Jones"] } },
    employeesEvent,
    false,
  ],
  [
    "Multiple values: absence is asked of all elements",
    { employees: { firstName: ["Anna"], middleName: [{ exists: false }] } },
    employeesEvent,
    false,
  ],
  [
    "Multiple values: absent from all elements",
    { employees: { firstName: ["Anna"], title: [{ exists: false }] } },
    employeesEvent,
    true,
  ],
];
