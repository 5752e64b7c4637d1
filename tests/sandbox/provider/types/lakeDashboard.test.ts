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
const state = { Name: "partner-audit-dev-okta", Widgets: [widget], TerminationProtectionEnabled: false };
const inputs = { typeName: "AWS::CloudTrail::Dashboard", desiredState: JSON.stringify(state) };

describe("a dashboard of CloudTrail Lake", () => {
  test("has its ARN, which its name makes, for its id", () => {
    const { id, outputs } = declareResource(resourceType, "okta-dashboard", inputs, context);
    expect(id).toBe("arn:aws:cloudtrail:eu-west-1:123456789012:dashboard/partner-audit-dev-okta");
    expect(outputs.properties).toBe(JSON.stringify({ ...state, DashboardArn: id, Status: "CREATED", Type: "CUSTOM" }));
  });
});
