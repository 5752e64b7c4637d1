import type { DeclaredIntegration } from "../../sandbox/integration";
import { fillIn, type SavedQuery, savedQueries } from "../../sandbox/lake/savedQueries";
import type { Sandbox } from "../../sandbox/sandbox";

/** A saved query's answer on one event data store. */
export interface Answer {
  readonly name: string;
  /** What the query answers, in a sentence. */
  readonly question: string;
  /** The id of the event data store that was asked. */
  readonly store: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

/**
 * Asks every saved query of every store that the integrations fill. A query named for a vendor, as `okta-events-per-target` is, is
 * asked of the stores that this vendor fills; one that needs the account's own AWS events, where that store is known.
 */
export async function answers(
  sandbox: Sandbox,
  integrations: readonly DeclaredIntegration[],
  vendorNames: readonly string[],
  awsEventStore: string | undefined,
): Promise<readonly Answer[]> {
  const found: Answer[] = [];
  for (const { store, vendors } of stores(integrations)) {
    for (const query of savedQueries().filter((query) => applies(query, vendors, vendorNames, awsEventStore))) {
      const sql = fillIn(query.sql, { partner: store, ...(awsEventStore !== undefined && { aws: awsEventStore }) });
      const { columns, rows } = await sandbox.lake.query(sql);
      found.push({ name: query.name, question: query.answers, store, columns, rows });
    }
  }
  return found;
}

/** The stores, each once, with the vendors that fill it. */
function stores(integrations: readonly DeclaredIntegration[]) {
  const vendors = new Map<string, Set<string>>();
  for (const { eventDataStoreId, vendor } of integrations) {
    if (eventDataStoreId !== undefined) {
      vendors.set(eventDataStoreId, (vendors.get(eventDataStoreId) ?? new Set()).add(vendor));
    }
  }
  return [...vendors].map(([store, names]) => ({ store, vendors: names }));
}

function applies(
  query: SavedQuery,
  vendors: ReadonlySet<string>,
  vendorNames: readonly string[],
  awsEventStore: string | undefined,
): boolean {
  const owner = vendorNames.find((vendor) => query.name.startsWith(`${vendor}-`));
  return (owner === undefined || vendors.has(owner)) && (awsEventStore !== undefined || !query.needs.includes("aws"));
}
