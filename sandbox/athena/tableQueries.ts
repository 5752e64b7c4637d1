import { trinoType } from "../glue/columnType";
import { ProjectionError } from "../glue/projection";
import { type CatalogTable, type TableObject, tableObjects } from "../glue/table";
import type { Field, QueryColumn } from "../lake/analysis/scope";
import { Engine, type Tables } from "../lake/engine";
import { type QueryResult, readResult } from "../lake/results";
import { QueryError, quoteIdentifier } from "../lake/statement";
import { varchar } from "../lake/types/types";
import { createMutex } from "../mutex";
import type { Bucket } from "../s3/bucket";
import { AthenaFailure, failureOf, ScanLimitError } from "./failure";
import { type Allows, checkCatalog, checkObjects, everythingAllowed } from "./grants";
import { plannedScans } from "./scan";
import { ObjectSchemas, quoted, type ReadObject, tableRows } from "./tableView";

export interface TableOptions {
  readonly tables: readonly CatalogTable[];
  readonly findBucket: (name: string) => Bucket | undefined;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** The folder of the buckets' objects. */
  readonly objectFolder: string;
}

/** An Athena query: the statement and the settings of its caller. */
export interface AthenaQuestion {
  readonly statement: string;
  /** The database of tables without a database name. @default none */
  readonly database?: string | undefined;
  /** Maximum bytes that the query may scan. @default no limit */
  readonly scanLimitBytes?: number | undefined;
  /** Checks the caller's permissions on the table and its objects. @default everything is allowed */
  readonly allows?: Allows | undefined;
}

export interface AthenaAnswer {
  readonly result: QueryResult;
  readonly columns: readonly QueryColumn[];
  /** Bytes of the objects in the partitions that the query reads. Trino's reader of Parquet reads small objects whole. */
  readonly dataScannedInBytes: number;
}

/** Answers queries in Trino's SQL on tables of the Data Catalog, over the objects in buckets. */
export class TableQueries {
  readonly #exclusively = createMutex();
  readonly #schemas: ObjectSchemas;
  /** The rows of each view, by the view's name in the database. */
  readonly #views = new Map<string, string>();

  private constructor(
    private readonly engine: Engine,
    private readonly options: TableOptions,
  ) {
    this.#schemas = new ObjectSchemas(engine);
  }

  static async open(options: TableOptions): Promise<TableQueries> {
    return new TableQueries(await Engine.open({ readable: options.objectFolder, now: options.now }), options);
  }

  /** Answers a query. Rejects with an {@link AthenaFailure}. */
  query(question: AthenaQuestion): Promise<AthenaAnswer> {
    return this.#exclusively(async () => {
      try {
        return await this.#answer(question);
      } catch (error) {
        throw error instanceof QueryError ? failureOf(error) : error;
      }
    });
  }

  /** Cancels the running query and refuses later ones. */
  async interrupt(): Promise<void> {
    this.engine.interrupt();
    await this.#exclusively(async () => undefined);
  }

  async close(): Promise<void> {
    await this.#exclusively(async () => undefined);
    this.engine.close();
  }

  async #answer({
    statement,
    database,
    scanLimitBytes,
    allows = everythingAllowed,
  }: AthenaQuestion): Promise<AthenaAnswer> {
    const named = new Set<CatalogTable>();
    // Columns are determined before objects are listed; only the objects of the named tables are listed.
    const { sql, columns } = this.engine.translate(
      statement,
      this.#tables(database, (table) => named.add(table)),
    );
    const read: ReadTable[] = [];
    for (const table of named) {
      checkCatalog(table, allows);
      const bucket = this.#bucketOf(table);
      const objects = await this.#objectsOf(table, bucket);
      await this.#makeViews(table, objects, database);
      read.push({ table, bucket, objects });
    }
    let dataScannedInBytes = 0;
    for (const { table, bucket, objects } of await this.#inPartitionsOf(sql, read)) {
      checkObjects(table, bucket, objects, allows);
      const unreadable = objects.find(({ schema }) => schema.problem !== undefined)?.schema.problem;
      if (unreadable !== undefined) throw new AthenaFailure("HIVE_BAD_DATA", unreadable);
      dataScannedInBytes += objects.reduce((sum, { object }) => sum + object.bytes, 0);
    }
    if (scanLimitBytes !== undefined && dataScannedInBytes > scanLimitBytes) {
      throw new ScanLimitError(dataScannedInBytes);
    }
    return { result: readResult(await this.engine.run(sql), columns), columns, dataScannedInBytes };
  }

  #tables(database: string | undefined, found: (table: CatalogTable) => void): Tables {
    const { tables } = this.options;
    return {
      columnsOf: (name, qualifiers) => {
        const [ofDatabase = database, ...catalog] = [...qualifiers].reverse();
        const table = tables.find(
          (one) =>
            one.name === name.toLowerCase() && one.database === ofDatabase?.toLowerCase() && catalog.length === 0,
        );
        if (table !== undefined) found(table);
        return table && fieldsOf(table);
      },
      unknownTable: (name) =>
        new QueryError("EventDataStoreNotFoundException", `Table 'awsdatacatalog.${name}' does not exist`),
    };
  }

  #bucketOf({ bucketName }: CatalogTable): Bucket {
    const bucket = this.options.findBucket(bucketName);
    if (bucket === undefined) {
      throw new AthenaFailure("HIVE_METASTORE_ERROR", `The specified bucket does not exist (Bucket: ${bucketName})`);
    }
    return bucket;
  }

  async #objectsOf(table: CatalogTable, bucket: Bucket): Promise<readonly ReadObject[]> {
    const read: ReadObject[] = [];
    for (const listed of listedObjects(table, bucket, this.options.now())) {
      read.push({ ...listed, schema: await this.#schemas.of(table, listed.object) });
    }
    return read;
  }

  /** Creates the table in the database, under its name with and without the database's name, unless it has these rows already. */
  async #makeViews(table: CatalogTable, objects: readonly ReadObject[], database: string | undefined): Promise<void> {
    const schema = quoteIdentifier(table.database);
    const whole = `${schema}.${quoteIdentifier(table.name)}`;
    const rows = tableRows(
      table,
      objects.filter((object) => object.schema.problem === undefined),
    );
    const views = [
      [whole, rows],
      ...(database === table.database ? [[quoteIdentifier(table.name), `SELECT * FROM ${whole}`]] : []),
    ];
    for (const [name = "", select = ""] of views) {
      if (this.#views.get(name) !== select) {
        await this.engine.connection.run(
          `CREATE SCHEMA IF NOT EXISTS ${schema}; CREATE OR REPLACE VIEW ${name} AS ${select}`,
        );
        this.#views.set(name, select);
      }
    }
  }

  /**
   * Keeps the objects in the partitions that a statement reads, by the database's plan. With two tables, the plan does not show which table a
   * condition belongs to.
   */
  async #inPartitionsOf(text: string, tables: readonly ReadTable[]): Promise<readonly ReadTable[]> {
    const [only, ...others] = tables;
    const fitting = only?.objects.filter(({ schema }) => schema.problem === undefined) ?? [];
    if (only === undefined || others.length > 0 || fitting.length === 0 || only.table.partitionKeys.length === 0) {
      return tables;
    }
    const plan = await this.engine.run(`EXPLAIN (FORMAT json) ${text}`);
    const conditions = plannedScans(JSON.parse(String(plan.getRows()[0]?.[1])));
    const { partitionKeys } = only.table;
    const places = only.objects.map(
      ({ partition }, index) => `(${[index, ...partitionKeys.map((key) => quoted(partition[key] ?? ""))].join(", ")})`,
    );
    const columns = ["place", ...partitionKeys].map(quoteIdentifier).join(", ");
    const reader = await this.engine.connection.runAndReadAll(
      `SELECT place FROM (VALUES ${places.join(", ")}) AS objects (${columns}) WHERE ${["false", ...conditions].join(" OR ")} ORDER BY place`,
    );
    const objects = reader.getRows().flatMap(([place]) => only.objects[Number(place)] ?? []);
    return [{ ...only, objects }];
  }
}

/** A table in a statement, with the objects that it may read. */
interface ReadTable {
  readonly table: CatalogTable;
  readonly bucket: Bucket;
  readonly objects: readonly ReadObject[];
}

/** The columns of a table; its partition keys are last and are texts here. */
function fieldsOf({ columns, partitionKeys }: CatalogTable): readonly Field[] {
  return [
    ...columns.map(({ name, type }) => ({ name, type: trinoType(type) })),
    ...partitionKeys.map((name) => ({ name, type: varchar })),
  ].map((column) => ({ ...column, sql: quoteIdentifier(column.name) }));
}

function listedObjects(table: CatalogTable, bucket: Bucket, now: number): readonly TableObject[] {
  try {
    return tableObjects(table, bucket, now);
  } catch (error) {
    if (error instanceof ProjectionError) {
      throw new AthenaFailure("HIVE_METASTORE_ERROR", error.message);
    }
    throw error;
  }
}
