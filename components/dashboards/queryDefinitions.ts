import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { QueriedLogGroup } from "./logsDashboard";

/**
 * Saves the queries for a log group where CloudWatch's console lists them. The parts of a name between slashes are folders there (AWS
 * CloudFormation Template Reference, AWS::Logs::QueryDefinition, `Name`).
 */
export function queryDefinitions(
  { integration, kind, logGroupName, queries }: QueriedLogGroup,
  options: pulumi.CustomResourceOptions,
): void {
  const folder = `${pulumi.getProject()}/${pulumi.getStack()}/${integration}`;
  for (const { name, text } of queries) {
    const query = kind === "raw" ? `raw-${name}` : name;
    new aws.cloudwatch.QueryDefinition(
      `${integration}/${query}-query`,
      { name: `${folder}/${query}`, queryString: text, logGroupNames: [logGroupName] },
      options,
    );
  }
}
