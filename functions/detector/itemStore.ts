/** An item of the table: texts and whole numbers alone. */
export type Item = Readonly<Record<string, string | number>>;

/** The calls to DynamoDB that the table needs. */
export interface ItemStore {
  readonly get: (key: ItemKey) => Promise<Item | undefined>;
  /** Writes the item where there is none of its key; gives the one that there is. */
  readonly putNew: (item: Item & ItemKey) => Promise<Item | undefined>;
  readonly put: (item: Item & ItemKey) => Promise<void>;
  /** Writes the item where there is none of its key, or where that one's `attribute` is less; gives false where it did not. */
  readonly putGreater: (item: Item & ItemKey, attribute: string) => Promise<boolean>;
}

/** The table's partition key and sort key. */
export interface ItemKey {
  /** The detection and the integration. */
  readonly detection: string;
  /** The finding's key, or the name of what else is kept for the detection. */
  readonly finding: string;
}
