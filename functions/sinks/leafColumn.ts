import type { SchemaElement } from "hyparquet-writer";

/**
 * A leaf of a Parquet schema with its values and their levels.
 * Source: apache/parquet-format, README.md, Nested Encoding.
 */
export class LeafColumn {
  readonly values: (string | bigint | null)[] = [];
  readonly definitionLevels: number[] = [];
  /** Empty if nothing above the leaf repeats. */
  readonly repetitionLevels: number[] = [];
  /** The number of values in complete rows. */
  private kept = 0;

  /**
   * @param path the elements from the root to the leaf
   * @param greatestLevel the definition level of a value that is not null
   */
  constructor(
    readonly path: readonly SchemaElement[],
    readonly greatestLevel: number,
  ) {}

  add(value: string | bigint | null, definitionLevel: number): void {
    this.values.push(value);
    this.definitionLevels.push(definitionLevel);
  }

  addRepeated(value: string | null, definitionLevel: number, repetitionLevel: number): void {
    this.add(value, definitionLevel);
    this.repetitionLevels.push(repetitionLevel);
  }

  /** Completes a row. */
  keep(): void {
    this.kept = this.values.length;
  }

  /** Removes the values added since the last complete row. */
  revert(): void {
    this.values.length = this.kept;
    this.definitionLevels.length = this.kept;
    this.repetitionLevels.length = Math.min(this.repetitionLevels.length, this.kept);
  }

  clear(): void {
    this.kept = 0;
    this.revert();
  }
}
