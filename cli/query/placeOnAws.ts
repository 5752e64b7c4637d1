import type { Sink } from "../../components/integration/sinks";
import { PersonError } from "../../components/personError";
import type { LakeOutput, VendorOutput } from "../../sandbox/integration";
import { regionsOf, stackLake, stackOutputs, vendorOutput } from "../stackOutputs";

/** The store, table or log group of a query on AWS. */
export type PlaceOnAws =
  | { readonly sink: "cloudtrail-lake"; readonly storeArn: string }
  | { readonly sink: "cloudwatch-logs"; readonly logGroupName: string; readonly region: string | undefined }
  | {
      readonly sink: "s3";
      readonly table: Pick<LakeOutput, "databaseName" | "tableName">;
      readonly workgroupName: string;
      /** The integrations whose events are read. @default all */
      readonly integrations:
        | readonly { readonly key: string; readonly vendor: string; readonly lakeBucketName: string }[]
        | undefined;
      readonly region: string | undefined;
    };

/** The options of a command line that select a place. */
interface PlaceOptions {
  readonly vendor?: string | undefined;
  readonly stack?: string | undefined;
  readonly store?: string | undefined;
  readonly "log-group"?: string | undefined;
  readonly table?: string | undefined;
  readonly workgroup?: string | undefined;
  readonly region?: string | undefined;
  readonly "on-aws": boolean;
}

/**
 * Returns the selected place on AWS, if there is one. Throws a PersonError if the choice is ambiguous.
 * @param read reads the stack's outputs
 */
export async function placeOnAws(
  options: PlaceOptions,
  sink: Sink | undefined,
  read = { vendors: stackOutputs, lake: stackLake },
): Promise<PlaceOnAws | undefined> {
  const { vendor, stack, store, "log-group": logGroupName, region } = options;
  if (store !== undefined) {
    return { sink: "cloudtrail-lake", storeArn: store };
  }
  if (logGroupName !== undefined) {
    return { sink: "cloudwatch-logs", logGroupName, region };
  }
  if (options.table !== undefined) {
    return tableByName(options.table, options);
  }
  if (!options["on-aws"]) {
    return undefined;
  }
  if (vendor === undefined) {
    throw new PersonError(
      "--on-aws needs --vendor, to select a store, table or log group; or name one with --store, --table or --log-group.",
    );
  }
  const otherWay = "Give --store, --table or --log-group instead.";
  const output = vendorOutput(await read.vendors(stack, otherWay), vendor);
  if (output.eventDataStoreArn !== undefined && (sink ?? "cloudtrail-lake") === "cloudtrail-lake") {
    return { sink: "cloudtrail-lake", storeArn: output.eventDataStoreArn };
  }
  if (output.lakeBucketName !== undefined && asks(sink, "s3", output)) {
    const table = await read.lake(stack, otherWay);
    const integrations = [{ key: vendor, vendor: output.vendor, lakeBucketName: output.lakeBucketName }];
    const { workgroupName } = table;
    return { sink: "s3", table, workgroupName, integrations, region: region ?? regionsOf(output)[0] };
  }
  if (output.auditLogGroupName !== undefined && asks(sink, "cloudwatch-logs", output)) {
    return { sink: "cloudwatch-logs", logGroupName: output.auditLogGroupName, region };
  }
  throw new PersonError(
    sink === undefined
      ? `The stack's outputs do not have the store of ${vendor}: give it with --store.`
      : `${vendor} has no sink ${sink} in the stack's outputs; it has ${Object.keys(output.deliveries ?? {}).join(", ")}.`,
  );
}

/** Chooses a sink if none is named: another one if no event goes to CloudTrail Lake. */
function asks(sink: Sink | undefined, candidate: Sink, { channelArn }: VendorOutput): boolean {
  return sink === undefined ? channelArn === undefined : sink === candidate;
}

function tableByName(name: string, { workgroup, region, vendor }: PlaceOptions): PlaceOnAws {
  const [, databaseName, tableName] = /^([^.\s"]+)\.([^.\s"]+)$/.exec(name) ?? [];
  if (databaseName === undefined || tableName === undefined) {
    throw new PersonError(`--table must be DATABASE.TABLE, as Athena names it; it is ${JSON.stringify(name)}.`);
  }
  if (workgroup === undefined) {
    throw new PersonError("--table needs --workgroup, the Athena workgroup that the query runs in.");
  }
  if (vendor !== undefined) {
    throw new PersonError("--table queries every integration; --vendor goes with --on-aws.");
  }
  return { sink: "s3", table: { databaseName, tableName }, workgroupName: workgroup, integrations: undefined, region };
}
