import type { Workgroup } from "../athena/endpointOptions";
import { type CatalogTable, catalogTable } from "../glue/table";
import { documentOf } from "../program/declaredResource";
import type { Deployment } from "./deployment";

/** Reads the declared tables of the Data Catalog; rejects one whose database does not exist. */
export function createTablesOfCatalog(deployment: Deployment): readonly CatalogTable[] {
  const databases = new Set(
    deployment.ofType("aws:glue/catalogDatabase:CatalogDatabase").map(({ outputs }) => outputs.name),
  );
  const tables: CatalogTable[] = [];
  deployment.forEach("aws:glue/catalogTable:CatalogTable", (resource) => {
    const table = catalogTable(resource);
    if (!databases.has(table.database)) {
      deployment.refuse(resource, `EntityNotFoundException: Database ${table.database} not found.`);
    }
    tables.push(table);
  });
  return tables;
}

/** Reads the declared workgroups of Athena, by name; rejects named queries of others. */
export function createWorkgroups(deployment: Deployment): ReadonlyMap<string, Workgroup> {
  const workgroups = new Map<string, Workgroup>();
  deployment.forEach("aws:athena/workgroup:Workgroup", ({ inputs, outputs }) => {
    const name = String(outputs.name);
    const { bytesScannedCutoffPerQuery: scanLimitBytes, managedQueryResultsConfiguration } =
      documentOf(inputs.configuration) ?? {};
    workgroups.set(name, {
      ...{ name, arn: String(outputs.arn), isEnabled: outputs.state !== "DISABLED" },
      hasManagedResults: documentOf(managedQueryResultsConfiguration)?.enabled === true,
      ...(typeof scanLimitBytes === "number" && { scanLimitBytes }),
    });
  });
  deployment.forEach("aws:athena/namedQuery:NamedQuery", (resource) => {
    const name = String(resource.outputs.workgroup);
    if (name !== "primary" && !workgroups.has(name)) {
      deployment.refuse(resource, `InvalidRequestException: WorkGroup ${name} is not found.`);
    }
  });
  return workgroups;
}
