import type { CompiledRule } from "../../functions/detector/compiledRule";
import type { MappedEvent } from "../../functions/mapping/mapping";
import type { JsonValue } from "../../functions/mapping/values/json";
import { sandboxAccount } from "../account";
import { Lake } from "../lake/lake";
import { lakeRecord } from "../lake/record";

/** Audit events in the sandbox's CloudTrail Lake, where the SQL of rules runs. Close it after use. */
export class EventStore {
  #count = 0;

  private constructor(private readonly lake: Lake) {}

  static async open(): Promise<EventStore> {
    const lake = await Lake.open();
    await lake.createStore({ id: storeId, name: "detect", kind: "integration" });
    return new EventStore(lake);
  }

  /** Adds an audit event and returns its eventID: its number, counted from 0. */
  add({ eventData }: Pick<MappedEvent, "eventData">, ingestionTime: number): string {
    const eventID = String(this.#count);
    this.#count += 1;
    this.lake.ingest(
      storeId,
      lakeRecord({
        eventData,
        eventID,
        ingestionTime,
        channelArn: `arn:aws:cloudtrail:${sandboxAccount.region}:${sandboxAccount.accountId}:channel/detect`,
        region: sandboxAccount.region,
      }),
    );
    return eventID;
  }

  /** Returns the values of SQL expressions for each event that a predicate selects, in the order of addition. */
  async select(
    expressions: readonly string[],
    predicate: CompiledRule["predicates"]["trino"] = "true",
  ): Promise<readonly (readonly JsonValue[])[]> {
    const columns = expressions.map((expression, index) => `${expression} AS c${index}`);
    const { rows } = await this.lake.query(
      `SELECT ${columns.join(", ")} FROM "${storeId}" WHERE ${predicate} ORDER BY CAST(eventID AS bigint)`,
    );
    return rows;
  }

  close(): Promise<void> {
    return this.lake.close();
  }
}

const storeId = "00000000-0000-4000-8000-000000000023";
