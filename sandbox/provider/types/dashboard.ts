import { defineType } from "../defineType";
import { jsonText } from "../formats";
import { limits } from "../limits";
import { type Check, failure, isInputs, required, text } from "../values";

const widgetTypes = ["alarm", "explorer", "log", "metric", "text", "custom"];

/** Amazon CloudWatch API Reference, Dashboard Body Structure and Syntax. */
const body: Check = jsonText((value, place) => {
  if (!isInputs(value) || !Array.isArray(value.widgets)) {
    return [failure(place, "it has no list of widgets", value, "an object with widgets")];
  }
  const { maximum } = limits.dashboard.widgets;
  const tooMany = failure(place, `it has ${value.widgets.length} widgets`, value, `up to ${maximum} widgets`);
  const wrong = value.widgets.filter(
    (widget) => !isInputs(widget) || !widgetTypes.includes(String(widget.type)) || !isInputs(widget.properties),
  );
  return [
    ...(value.widgets.length > maximum ? [tooMany] : []),
    ...wrong.map((widget) =>
      failure(`${place}.widgets`, "a widget is malformed", widget, `a type (${widgetTypes.join(", ")}) and properties`),
    ),
  ];
});

/** A dashboard (Amazon CloudWatch API Reference, PutDashboard). */
export const dashboard = defineType("aws:cloudwatch/dashboard:Dashboard", {
  properties: {
    dashboardName: required(text(limits.dashboard.name)),
    dashboardBody: required(body),
  },
  documents: ["dashboardBody"],
  replaceOnChanges: ["dashboardName"],
  computedAtCreate: ["dashboardArn"],
  answer: ({ dashboardName }, identity) => ({
    id: String(dashboardName),
    // Dashboards are of no Region (Service Authorization Reference, Amazon CloudWatch, resource types).
    dashboardArn: `arn:${identity.partition}:cloudwatch::${identity.accountId}:dashboard/${String(dashboardName)}`,
  }),
});
