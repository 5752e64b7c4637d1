import { declareResource } from "../../../../sandbox/provider";
import { context } from "../cases";

const resourceType = "aws:cloudcontrol/resource:Resource";
const statement = "SELECT eventName FROM store WHERE eventTime > '?' AND eventTime < '?'";
const table = { Height: "2", Width: "4", Title: "Sign-ins", View: "Table" };
const widget = {
  QueryStatement: statement,
  QueryParameters: ["$StartTime$", "$EndTime$"],
  ViewProperties: table,
};
const _numbered = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    ...widget,
    ViewProperties: { ...table, Title: `Sign-ins ${index}` },
  }));
const state = { Name: "partner-audit-dev-okta", Widgets: [widget], TerminationProtectionEnabled: false };
const inputs = { typeName: "AWS::CloudTrail::Dashboard", desiredState: JSON.stringify(state) };
const changed = (change: object) => ({ desiredState: JSON.stringify({ ...state, ...change }) });
const _inWidget = (change: object) => changed({ Widgets: [{ ...widget, ...change }] });
const _every = (Unit: string, Value: number) => changed({ RefreshSchedule: { Frequency: { Unit, Value } } });

describe("a dashboard of CloudTrail Lake", () => {
  test("has its ARN, which its name makes, for its id", () => {
    const { id, outputs } = declareResource(resourceType, "okta-dashboard", inputs, context);
    expect(id).toBe("arn:aws:cloudtrail:eu-west-1:123456789012:dashboard/partner-audit-dev-okta");
    expect(outputs.properties).toBe(JSON.stringify({ ...state, DashboardArn: id, Status: "CREATED", Type: "CUSTOM" }));
  });
});
