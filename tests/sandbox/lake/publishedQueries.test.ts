import type { Lake } from "../../../sandbox/lake/lake";
import { awsStore, ingestAwsEvents, ingestPartnerEvents, openLake, partnerStore } from "./stores";

// Queries published by AWS and its partners; only the ids of the stores and a kind of event are filled in.
const whoDidWhat = (store: string) => `
SELECT eventData.eventTime as eventTime, 
eventData.eventSource as eventSource, 
eventData.eventname as eventName, 
element_at(eventData.userIdentity.details, 'alternateId') as user, 
element_at(eventData.userIdentity.details, 'displayName') as displayName 
FROM ${store} 
where eventData.eventSource='okta.system-log-events'
and eventTime > '2023-01-30 22:22:30.000' 
and eventTime < '2023-01-31 22:23:12.000'
`;
const withAwsSessions = (partner: string, aws: string) => `
SELECT eventData.eventTime as eventTime, eventData.eventSource as eventSource, eventData.eventname as eventName, 
element_at(eventData.userIdentity.details, 'alternateId') as user,
element_at(eventData.userIdentity.details, 'displayName') as displayName 
FROM ${partner}
where eventData.eventSource='okta.system-log-events'
and eventTime > '2023-01-30 22:22:30.000' and eventTime < '2023-01-30 22:23:12.000'
UNION
select eventTime, eventSource, eventName, userIdentity.principalid as user, userIdentity.type as displayName
from ${aws}
where eventSource = 'sts.amazonaws.com'
and eventTime > '2023-01-30 22:22:30.000' and eventTime < '2023-01-30 22:23:12.000'
`;
const risks = (store: string) => `
SELECT
     eventData.eventname,
     json_extract(eventJson, '$.eventData.additionalEventData.raw.detail.risk_score') as risk_score,
     json_extract(eventJson, '$.eventData.additionalEventData.raw.detail.risk_reasons') as risk_reasons,
     json_extract(eventJson, '$.eventData') as eventData
FROM
     ${store}
WHERE
     json_extract(eventJson, '$.eventData.additionalEventData.raw.detail.risk_score') IS NOT NULL
ORDER BY
     EventTime
DESC
     limit 10`;
const principals = (aws: string, partner: string) => `
SELECT userIdentity.principalId FROM ${aws} WHERE eventTime > '2022-09-24 00:00:00'
UNION ALL
SELECT eventData.userIdentity.principalId FROM ${partner}
WHERE eventData.eventTime > '2022-09-24 00:00:00'`;

let lake: Lake;
beforeAll(async () => {
  lake = await openLake();
  ingestPartnerEvents(
    lake,
    {},
    { eventTime: "2023-01-30T22:22:30Z", eventName: "user.session.end" },
    { eventTime: "2023-01-30T22:22:35Z", eventSource: "onelogin", eventName: "USER_LOGGED_INTO_ONELOGIN" },
    {
      eventTime: "2022-09-23T10:00:00Z",
      eventSource: "onelogin",
      eventName: "RISK",
      additionalEventData: { raw: { detail: { risk_score: 72, risk_reasons: ["new country"] } } },
    },
    { eventTime: "2022-09-22T10:00:00Z", eventSource: "onelogin", additionalEventData: { raw: { detail: {} } } },
  );
  ingestAwsEvents(lake, {}, { eventSource: "s3.amazonaws.com" }, { eventTime: "2022-01-01T00:00:00Z" });
});
afterAll(() => lake.close());

test("the published queries list actors and actions in Okta, by the time of the column and not of the alias", async () => {
  expect(await lake.query(whoDidWhat(partnerStore))).toEqual({
    columns: ["eventTime", "eventSource", "eventName", "user", "displayName"],
    rows: [["2023-01-30T22:22:31Z", "okta.system-log-events", "user.session.start", "ada@example.com", "Ada Example"]],
  });
});

test("the published queries combine Okta's events with those of AWS, although their times have two types", async () => {
  const { columns, rows } = await lake.query(withAwsSessions(`"${partnerStore}"`, `"${awsStore}"`));
  expect(columns).toEqual(["eventTime", "eventSource", "eventName", "user", "displayName"]);
  expect([...rows].sort()).toEqual([
    ["2023-01-30 22:22:40.000", "sts.amazonaws.com", "AssumeRoleWithSAML", "saml:ada@example.com", "SAMLUser"],
    ["2023-01-30T22:22:31Z", "okta.system-log-events", "user.session.start", "ada@example.com", "Ada Example"],
  ]);
});

test("the published queries find the risk scores in the partner's own event", async () => {
  const { columns, rows } = await lake.query(risks(partnerStore));
  expect(columns).toEqual(["eventname", "risk_score", "risk_reasons", "eventData"]);
  expect(rows).toEqual([["RISK", "72", '["new country"]', expect.stringContaining('"risk_score":72')]]);
});

test("the published queries list the principals of AWS and of partners since a date", async () => {
  const { columns, rows } = await lake.query(principals(awsStore, partnerStore));
  expect(columns).toEqual(["principalId"]);
  expect(rows).toEqual([["saml:ada@example.com"], ["saml:ada@example.com"], ["00u1"], ["00u1"], ["00u1"]]);
});

test("AWS's own example of a join by name and alias runs", async () => {
  const { rows } = await lake.query(`SELECT edsA.eventName, edsB.eventName,
      element_at(edsA.eventData.userIdentity.details, 'test')
    FROM (SELECT eventTime, eventData, eventData.eventName FROM ${partnerStore}) as edsA
    LEFT JOIN ${awsStore} as edsB ON edsA.eventTime < edsB.eventTime
    WHERE edsA.eventtime >= '2023-01-30 22:22:35' AND edsB.eventSource = 's3.amazonaws.com'
    ORDER BY edsB.eventName`);
  expect(rows).toEqual([["USER_LOGGED_INTO_ONELOGIN", "AssumeRoleWithSAML", null]]);
});
