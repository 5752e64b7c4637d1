import * as pulumi from "@pulumi/pulumi";
import { type Location, resourceArn } from "../aws/location";
import { type Grant, useKeyThrough } from "../aws/serviceRole";
import { eventsPrefix } from "../lake/lakeTable";
import type { QueriedStore } from "./detectorArgs";

type StoreOf<Kind extends QueriedStore["kind"]> = Extract<QueriedStore, { readonly kind: Kind }>;

/** Returns the grants that the detector needs to query these stores, by the names of their policies. */
export function storeGrants(
  stores: readonly QueriedStore[],
  location: Location,
): Readonly<Record<string, Grant | readonly Grant[] | undefined>> {
  const lakes = ofKind(stores, "lake");
  const storeKeyArns = lakes.flatMap(({ keyArn }) => keyArn ?? []);
  return {
    "query-stores": grantsOn(lakes, lakeGrants),
    "use-store-keys":
      storeKeyArns.length === 0
        ? undefined
        : { Sid: "UseStoreKeys", Action: ["kms:Decrypt", "kms:GenerateDataKey"], Resource: each(storeKeyArns) },
    "query-logs": grantsOn(ofKind(stores, "logs"), (groups) => logsGrants(groups, location)),
    "query-table": grantsOn(ofKind(stores, "athena"), (tables) => tableGrants(tables, location)),
  };
}

function grantsOn<Store>(
  stores: readonly Store[],
  grants: (stores: readonly Store[]) => readonly Grant[],
): readonly Grant[] | undefined {
  return stores.length === 0 ? undefined : grants(stores);
}

function ofKind<Kind extends QueriedStore["kind"]>(
  stores: readonly QueriedStore[],
  kind: Kind,
): readonly StoreOf<Kind>[] {
  return stores.filter((store): store is StoreOf<Kind> => store.kind === kind);
}

function lakeGrants(stores: readonly StoreOf<"lake">[]): readonly Grant[] {
  const Action = ["cloudtrail:StartQuery", "cloudtrail:GetQueryResults", "cloudtrail:CancelQuery"];
  return [{ Sid: "QueryStores", Action, Resource: each(stores.map(({ eventDataStoreArn }) => eventDataStoreArn)) }];
}

function logsGrants(stores: readonly StoreOf<"logs">[], location: Location): readonly Grant[] {
  const groups = stores.map(({ logGroupName }) =>
    logGroupName.apply((group) => resourceArn(location, "logs", `log-group:${group}`)),
  );
  return [
    {
      Sid: "QueryLogs",
      Action: ["logs:StartQuery", "logs:GetQueryResults"],
      Resource: each(groups).apply((arns) => arns.flatMap((arn) => [arn, `${arn}:*`])),
    },
    // A running query is no resource in IAM, so the grant cannot be restricted to a log group.
    { Sid: "StopQueries", Action: ["logs:StopQuery"], Resource: "*" },
  ];
}

/**
 * Returns grants for the table. Athena reads the catalog and the objects with the caller's permissions (Amazon Athena User Guide, "Fine-grained access to databases and tables in the AWS
 * Glue Data Catalog", "Control access to Amazon S3 from Athena").
 */
function tableGrants(stores: readonly StoreOf<"athena">[], location: Location): readonly Grant[] {
  const workgroups = stores.map(({ workgroup }) =>
    workgroup.apply((name) => resourceArn(location, "athena", `workgroup/${name}`)),
  );
  const catalog = stores.flatMap(({ database, table }) => [
    resourceArn(location, "glue", "catalog"),
    database.apply((name) => resourceArn(location, "glue", `database/${name}`)),
    pulumi.all([database, table]).apply((names) => resourceArn(location, "glue", `table/${names.join("/")}`)),
  ]);
  const buckets = stores.map(({ bucketArn }) => bucketArn);
  const keys = stores.flatMap(({ bucketKeyArn }) => bucketKeyArn ?? []);
  return [
    {
      Sid: "QueryTable",
      Action: [
        "athena:StartQueryExecution",
        "athena:GetQueryExecution",
        "athena:GetQueryResults",
        "athena:StopQueryExecution",
      ],
      Resource: each(workgroups),
    },
    {
      Sid: "ReadCatalog",
      Action: ["glue:GetDatabase", "glue:GetTable", "glue:GetPartitions"],
      Resource: each(catalog),
    },
    { Sid: "ListObjects", Action: ["s3:GetBucketLocation", "s3:ListBucket"], Resource: each(buckets) },
    {
      Sid: "ReadObjects",
      Action: ["s3:GetObject"],
      Resource: each(buckets).apply((arns) => arns.map((arn) => `${arn}/${eventsPrefix}integration=*`)),
    },
    ...(keys.length === 0 ? [] : [useKeyThrough("s3", "UseBucketKeys", ["kms:Decrypt"], each(keys), location)]),
  ];
}

/** Returns each ARN once, sorted: several schedules may query the same store. */
function each(arns: readonly pulumi.Input<string>[]): pulumi.Output<readonly string[]> {
  return pulumi.all([...arns]).apply((known) => [...new Set(known)].sort());
}
