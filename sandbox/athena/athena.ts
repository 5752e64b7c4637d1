import { type AthenaAnswer, type AthenaQuestion, type TableOptions, TableQueries } from "./tableQueries";

interface AthenaOptions extends Omit<TableOptions, "objectFolder"> {
  /** Returns the folder of the buckets' objects. */
  readonly objectFolder: () => string;
}

/** Athena on one machine: Trino's SQL on the tables of the Data Catalog, over the objects in the buckets. The first query opens its database. */
export class Athena {
  #opened: Promise<TableQueries> | undefined;

  constructor(private readonly options: AthenaOptions) {}

  /** Answers a query. Rejects with an `AthenaFailure` or a `ScanLimitError`. */
  async query(question: AthenaQuestion): Promise<AthenaAnswer> {
    this.#opened ??= TableQueries.open({ ...this.options, objectFolder: this.options.objectFolder() });
    return (await this.#opened).query(question);
  }

  /** Cancels the running query and refuses later ones. */
  async interrupt(): Promise<void> {
    await (await this.#opened)?.interrupt();
  }

  async close(): Promise<void> {
    await (await this.#opened)?.close();
  }
}
