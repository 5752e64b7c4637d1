import type { CatalogTable } from "../glue/table";
import type { ServiceAccess } from "../protocol/awsJson";
import type { Athena } from "./athena";

/** A workgroup as declared. */
export interface Workgroup {
  readonly name: string;
  readonly arn: string;
  readonly isEnabled: boolean;
  /** True if Athena keeps the results itself. */
  readonly hasManagedResults: boolean;
  /** @default no limit */
  readonly scanLimitBytes?: number;
}

export interface AthenaEndpointOptions extends ServiceAccess {
  readonly athena: Athena;
  readonly tables: readonly CatalogTable[];
  /** By name. */
  readonly workgroups: ReadonlyMap<string, Workgroup>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}
