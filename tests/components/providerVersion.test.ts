import { requireProtectedLogGroups } from "../../components/integration/eventLogGroups";

describe("the version of @pulumi/aws", () => {
  it.each(["7.2.0", "7.12.0", "6.83.0"])(
    "%s cannot protect the log group of audit events, and is refused",
    (version) => {
      expect(() => requireProtectedLogGroups(version)).toThrow(
        `The sink cloudwatch-logs needs @pulumi/aws 7.14.0 or later, which can protect a log group against deletion, but ${version} is installed. Run npm install @pulumi/aws@^7.14.0, or use the sink cloudtrail-lake.`,
      );
    },
  );

  it.each(["7.14.0", "7.48.0", "8.0.0"])("%s can", (version) => {
    expect(() => requireProtectedLogGroups(version)).not.toThrow();
  });

  it("can, as it is installed here", () => {
    expect(() => requireProtectedLogGroups()).not.toThrow();
  });
});
