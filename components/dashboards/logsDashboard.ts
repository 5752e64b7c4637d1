import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { jsonDocument } from "../aws/documents";
import { stackPrefix } from "../aws/location";
import type { EventLogQuery } from "./widgetQueries";

/** A log group of events and its queries. */
export interface QueriedLogGroup {
  /** The integration's key. */
  readonly integration: string;
  readonly kind: "audit" | "raw";
  readonly logGroupName: pulumi.Output<string>;
  readonly queries: readonly EventLogQuery[];
}

/**
 * Makes the stack's dashboard of events in log groups, and their saved queries in CloudWatch's console. Sources: Amazon CloudWatch API Reference,
 * Dashboard Body Structure and Syntax; AWS CloudFormation Template Reference, AWS::Logs::QueryDefinition, `Name`.
 */
export function logsDashboard(groups: readonly QueriedLogGroup[], options: pulumi.CustomResourceOptions): void {
  const { region } = aws.getRegionOutput({}, options);
  const widgets = groups.flatMap((group) => [
    heading(group),
    ...group.queries.filter(({ isShown }) => isShown).map((query) => answer(group, query, region)),
  ]);
  new aws.cloudwatch.Dashboard(
    "logs-dashboard",
    { dashboardName: `${stackPrefix()}_events`, dashboardBody: jsonDocument({ widgets }) },
    options,
  );
  for (const { integration, kind, logGroupName, queries } of groups) {
    for (const { name, text } of queries) {
      const query = kind === "raw" ? `raw-${name}` : name;
      new aws.cloudwatch.QueryDefinition(
        `${integration}/${query}-query`,
        {
          name: `${pulumi.getProject()}/${pulumi.getStack()}/${integration}/${query}`,
          queryString: text,
          logGroupNames: [logGroupName],
        },
        options,
      );
    }
  }
}

/** Columns of a widget, on a grid of 24. */
const width = { whole: 24, half: 12 } as const;

function heading({ integration, kind }: QueriedLogGroup): object {
  const markdown = `## ${integration}: ${kind === "raw" ? "events as they came" : "audit events"}`;
  return { type: "text", width: width.whole, height: 1, properties: { markdown } };
}

function answer(
  { logGroupName }: QueriedLogGroup,
  { question, text }: EventLogQuery,
  region: pulumi.Input<string>,
): object {
  const query = text.replace(/^#.*\n/gm, "").trim();
  return {
    type: "log",
    width: width.half,
    height: 6,
    properties: {
      title: question,
      region,
      view: "table",
      query: pulumi.interpolate`SOURCE '${logGroupName}' | ${query}`,
    },
  };
}
