import { PersonError } from "../../components/personError";
import { savedInsightsQueries } from "../../sandbox/lake/savedQueries";

/** Returns a saved query in Logs Insights' language. Throws a PersonError with the names that exist if there is none. */
export function insightsTextOf(name: string): string {
  const queries = savedInsightsQueries();
  const found = queries.find((query) => query.name === name);
  if (found === undefined) {
    throw new PersonError(
      `${name} cannot query a log group: there is no queries/${name}.cwli. There are: ${queries.map((query) => query.name).join(", ")}.`,
    );
  }
  return found.text;
}
