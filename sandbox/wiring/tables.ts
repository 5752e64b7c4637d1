import { Table } from "../dynamoDb/table";
import type { Deployment } from "./deployment";

/** Makes the declared tables, by name. */
export function wireTables(deployment: Deployment): ReadonlyMap<string, Table> {
  const tables = new Map<string, Table>();
  deployment.forEach("aws:dynamodb/table:Table", ({ inputs, outputs }) => {
    const name = String(outputs.name);
    const types = new Map(
      (inputs.attributes as readonly { readonly name: string; readonly type: string }[]).map((one) => [
        one.name,
        one.type,
      ]),
    );
    const keys = [inputs.hashKey, inputs.rangeKey].flatMap((key) =>
      typeof key === "string" ? [{ name: key, type: types.get(key) ?? "S" }] : [],
    );
    tables.set(name, new Table({ name, arn: String(outputs.arn), keys }));
  });
  return tables;
}
