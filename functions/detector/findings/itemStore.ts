/** An item of the table, with text and integer values only. */
export type Item = Readonly<Record<string, string | number>>;

/** The DynamoDB calls that the table needs. */
export interface ItemStore {
  readonly get: (key: ItemKey) => Promise<Item | undefined>;
  /** Writes the item if its key is new; otherwise returns the existing item. */
  readonly putNew: (item: Item & ItemKey) => Promise<Item | undefined>;
  readonly put: (item: Item & ItemKey) => Promise<void>;
  /** Writes the item if its key is new or the existing item's `attribute` is smaller; returns false if it did not write. */
  readonly putGreater: (item: Item & ItemKey, attribute: string) => Promise<boolean>;
}

/** The table's partition key and sort key. */
export interface ItemKey {
  /** The rule and the integration. */
  readonly detection: string;
  /** The finding's key, or the name of other data stored for the rule. */
  readonly finding: string;
}
