/** The store that holds the audit events of a scan. */
export type ScanStore =
  | { readonly kind: "lake"; readonly eventDataStoreArn: string }
  | {
      readonly kind: "athena";
      /** The workgroup that queries run in; it stores their results. */
      readonly workgroup: string;
      readonly database: string;
      readonly table: string;
    }
  | { readonly kind: "logs"; readonly logGroupName: string };

/** Returns the id of an event data store, which is its name in SQL. */
export function storeIdOf({ eventDataStoreArn }: { readonly eventDataStoreArn: string }): string {
  return eventDataStoreArn.split("/").at(-1) ?? "";
}
