/** Where the audit events of a scan are. */
export type ScanStore =
  | { readonly kind: "lake"; readonly eventDataStoreArn: string }
  | {
      readonly kind: "athena";
      /** The workgroup that queries run in; it keeps their results. */
      readonly workgroup: string;
      readonly database: string;
      readonly table: string;
    }
  | { readonly kind: "logs"; readonly logGroupName: string };

/** The id of an event data store, as SQL names it. */
export function storeIdOf({ eventDataStoreArn }: { readonly eventDataStoreArn: string }): string {
  return eventDataStoreArn.split("/").at(-1) ?? "";
}
