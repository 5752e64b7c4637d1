import { PersonError } from "../../components/personError";
import { savedInsightsQueries } from "../../sandbox/lake/savedQueries";

/** Gives a saved query in Logs Insights' language; throws a PersonError where there is none, naming those that exist. */
export function insightsTextOf(name: string): string {
  const queries = savedInsightsQueries();
  const found = queries.find((query) => query.name === name);
  if (found === undefined) {
    throw new PersonError(
      `${name} cannot be asked of a log group: there is no queries/${name}.cwli. There are: ${queries.map((query) => query.name).join(", ")}.`,
    );
  }
  return found.text;
}
