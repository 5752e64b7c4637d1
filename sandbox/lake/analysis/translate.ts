import { parseStatement } from "../sql/parseStatement";
import { analyze } from "./expressions";
import { analyzeQuery } from "./queries";
import { type AnalyzedQuery, emptyScope, Session, type Surroundings } from "./scope";

/** Reads a statement in Trino's SQL, checks its types as Trino does and translates it to DuckDB's SQL. @throws QueryError */
export function translate(statement: string, surroundings: Surroundings): AnalyzedQuery {
  const query = parseStatement(statement);
  const session = new Session(statement, surroundings, { expression: analyze, query: analyzeQuery });
  return analyzeQuery(session, query, emptyScope, new Map());
}
