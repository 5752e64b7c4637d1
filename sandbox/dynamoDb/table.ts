/** An attribute's value in DynamoDB's form: `{ S: "text" }` or `{ N: "1" }`. The sandbox supports no other types. */
export interface AttributeValue {
  readonly S?: string;
  readonly N?: string;
}
export type Item = Readonly<Record<string, AttributeValue>>;

interface TableSettings {
  readonly name: string;
  readonly arn: string;
  /** The names of the partition key and, if there is one, the sort key, with their types. */
  readonly keys: readonly { readonly name: string; readonly type: string }[];
}

export class Table {
  private readonly items = new Map<string, Item>();

  constructor(readonly settings: TableSettings) {}

  get(key: Item): Item | undefined {
    return this.items.get(this.textOf(key));
  }

  put(item: Item): void {
    this.items.set(this.textOf(item), item);
  }

  all(): readonly Item[] {
    return [...this.items.values()];
  }

  private textOf(item: Item): string {
    return JSON.stringify(this.settings.keys.map(({ name }) => item[name]));
  }
}
