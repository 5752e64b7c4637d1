import { storePlaceholder } from "../../functions/detector/statements";
import { lakeDashboardLimits } from "../aws/limits";
import { savedQueryFiles } from "../files/savedQueryFiles";
import { widgetQueries } from "./widgetQueries";

/** A widget of a CloudTrail Lake dashboard (AWS CloudTrail User Guide, "View properties for widgets"). */
export interface LakeWidget {
  readonly QueryStatement: string;
  /** What takes the places of the statement's question marks, in their order. */
  readonly QueryParameters: readonly string[];
  readonly ViewProperties: Readonly<Record<string, string>>;
}

/** The widgets of a store that these vendors fill, as tables, two beside each other. */
export function lakeWidgets(vendors: readonly string[], storeId: string): readonly LakeWidget[] {
  const files = savedQueryFiles(".sql");
  const widgets = widgetQueries(vendors).flatMap(({ query, title }) => {
    const file = files.find(({ name }) => name === query);
    return file === undefined ? [] : [{ ...windowed(file.text, storeId), ViewProperties: table(title) }];
  });
  return widgets.slice(0, lakeDashboardLimits.widgets);
}

/**
 * The query with the store's id in its place and, of its events, those of the time that the dashboard shows. The question mark of a time
 * stands in quotes (AWS CloudFormation Template Reference, AWS::CloudTrail::Dashboard Widget, `QueryStatement`). A comment's would be
 * taken for a parameter, so comments stay behind.
 */
function windowed(query: string, storeId: string): Pick<LakeWidget, "QueryStatement" | "QueryParameters"> {
  const statement = query.replace(/^--.*\n/gm, "").trim();
  const parts = statement.split(`"${storePlaceholder}"`);
  const events = `(SELECT * FROM "${storeId}" WHERE eventTime > '?' AND eventTime < '?') AS partnerEvents`;
  return {
    QueryStatement: parts.join(events),
    QueryParameters: parts.slice(1).flatMap(() => ["$StartTime$", "$EndTime$"]),
  };
}

/** Width and height are in inches. */
function table(title: string): LakeWidget["ViewProperties"] {
  return { Height: "2", Width: "4", Title: title, View: "Table" };
}
