import { commentMarker, markdownReport } from "../../../cli/policy/judgeStack";
import type { Verdict } from "../../../policy/judge";
import type { DeclaredProgram } from "../../../sandbox/program/program";
import { declareStack, oktaAlone } from "../../support/declare";

const noneFound = { verdicts: [], waived: [], unknown: [] };

function verdict(message: string): Verdict {
  const of = { policy: "retention", urn: "", resource: "okta/queue", subject: "" };
  return { ...of, enforcementLevel: "mandatory", message };
}

describe("the report for a comment", () => {
  let program: DeclaredProgram;
  beforeAll(async () => {
    program = await declareStack({
      vendors: {
        ...oktaAlone,
        auth0: { eventSourceName: "aws.partner/auth0.com/acme-1a2b3c4d/auth0.logs", sink: "cloudwatch-logs" },
        hr: {
          vendor: "onelogin",
          eventSourceName: "aws.partner/onelogin.com/US-123456/ffffffffff",
          rawLogGroup: { retentionDays: 90 },
          channel: "arn:aws:cloudtrail:us-east-1:123456789012:channel/7c5b1f0e-8d3a-4b57-9e0c-2f6d4a1b8c90",
        },
      },
    });
  });

  it("shows how long each vendor's events are kept", () => {
    expect(markdownReport("dev", program, noneFound)).toBe(`${commentMarker}

### Audit trail of the stack dev

| vendor | delivery | audit events are kept, days | raw events, days | findings |
| --- | --- | --- | --- | --- |
| okta | eventbridge | 2555 | - | 0 |
| auth0 | eventbridge | 2557 | - | 0 |
| hr (onelogin) | eventbridge | as the existing channel&#39;s store says | 90 | 0 |

No policy is violated.
`);
  });

  it.each([
    ["a | b", "a &#124; b"],
    ["a \\| b", "a &#92;&#124; b"],
    ["line\nbreak", "line&#183;break"],
    ["<img src=x onerror=alert(1)>", "&#60;img src&#61;x onerror&#61;alert(1)&#62;"],
    ["[here](javascript:x) **b** `c`", "&#91;here&#93;(javascript&#58;x) &#42;&#42;b&#42;&#42; &#96;c&#96;"],
    ["@acme/owners fixes #7", "&#64;&#8203;acme&#47;owners fixes &#35;&#8203;7"],
    ["&lt;b&gt; \u202eback", "&#38;lt;b&#38;gt; &#183;back"],
  ])("shows %j as literal text", (message, shown) => {
    const report = markdownReport("dev", program, { ...noneFound, verdicts: [verdict(message)] });
    expect(report.split("\n").slice(-2)).toEqual([`| mandatory | retention | ${shown} |`, ""]);
    expect(report).toContain("| okta | eventbridge | 2555 | - | 1 |");
  });

  it("stays within GitHub's limit for a comment, with any number of findings", () => {
    const report = markdownReport("dev", program, {
      verdicts: Array.from({ length: 250 }, () => verdict("No.")),
      waived: [{ ...verdict("Late."), reason: "Until May", expires: "2027-05-31" }],
      unknown: ["arn of okta/queue"],
    });
    expect(report.match(/^\| mandatory /gm)).toHaveLength(100);
    expect(report).toMatch(/\n\nAnd 152 more\.\n$/u);
  });

  it("shows what is waived and what could not be checked", () => {
    const report = markdownReport("dev", program, {
      verdicts: [],
      waived: [{ ...verdict("Late."), reason: "Until May", expires: "2027-05-31" }],
      unknown: ["arn of okta/queue"],
    });
    expect(report).toContain("| waived | retention | Late&#46; Waived until 2027-05-31 by nobody&#58; Until May |");
    expect(report).toContain("| unknown |  | arn of okta&#47;queue is not known and was not checked&#46; |");
  });
});
