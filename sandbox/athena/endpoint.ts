import type { HttpHandler } from "../http";
import { awsError } from "../protocol/awsError";
import { createJsonHandler, type JsonAnswer, type JsonCaller, operation } from "../protocol/awsJson";
import { required, text, type ValidInputs } from "../provider/values";
import type { AthenaEndpointOptions } from "./endpointOptions";
import { catalogName, executionOperations, invalid, workgroupName } from "./executions";

/**
 * Amazon Athena for the readers of tables: StartQueryExecution, GetQueryExecution, GetQueryResults, StopQueryExecution, and GetWorkGroup and
 * GetTableMetadata for a check. Source: Amazon Athena API Reference, the pages of these operations.
 */
export function createAthenaHandler(options: AthenaEndpointOptions): HttpHandler {
  return createJsonHandler({
    signingName: "athena",
    targetPrefix: "AmazonAthena.",
    signature: options.signature,
    invalidCode: "InvalidRequestException",
    operations: {
      ...executionOperations(options),
      GetWorkGroup: operation({ WorkGroup: required(workgroupName) }, ({ WorkGroup }, caller) =>
        getWorkgroup(WorkGroup, caller, options),
      ),
      GetTableMetadata: operation(metadataMembers, (input, caller) => getTableMetadata(input, caller, options)),
    },
  });
}

const metadataMembers = {
  CatalogName: required(catalogName),
  DatabaseName: required(text(1, 128)),
  TableName: required(text(1, 128)),
  WorkGroup: workgroupName,
};

function getWorkgroup(name: string, caller: JsonCaller, { workgroups, refusal }: AthenaEndpointOptions): JsonAnswer {
  const workgroup = workgroups.get(name);
  if (workgroup === undefined) {
    return invalid(`WorkGroup ${name} is not found.`);
  }
  const { arn, isEnabled, hasManagedResults, scanLimitBytes } = workgroup;
  return (
    refusal(caller, "athena:GetWorkGroup", arn) ?? {
      body: {
        WorkGroup: {
          Name: name,
          State: isEnabled ? "ENABLED" : "DISABLED",
          Configuration: {
            ManagedQueryResultsConfiguration: { Enabled: hasManagedResults },
            ...(scanLimitBytes !== undefined && { BytesScannedCutoffPerQuery: scanLimitBytes }),
          },
        },
      },
    }
  );
}

function getTableMetadata(
  { DatabaseName, TableName }: ValidInputs<typeof metadataMembers>,
  caller: JsonCaller,
  { tables, refusal }: AthenaEndpointOptions,
): JsonAnswer {
  const table = tables.find(({ database, name }) => database === DatabaseName && name === TableName);
  if (table === undefined) {
    return awsError("MetadataException", "EntityNotFoundException: Entity Not Found");
  }
  const dataCatalog = table.catalogArn.replace(/:glue:(.*):catalog$/, ":athena:$1:datacatalog/AwsDataCatalog");
  const denial =
    refusal(caller, "athena:GetTableMetadata", dataCatalog) ??
    [table.catalogArn, table.databaseArn, table.arn]
      .map((arn) => refusal(caller, "glue:GetTable", arn))
      .find((one) => one !== undefined);
  return (
    denial ?? {
      body: {
        TableMetadata: {
          Name: table.name,
          TableType: "EXTERNAL_TABLE",
          Columns: table.columns.map(({ name }) => ({ Name: name })),
          PartitionKeys: table.partitionKeys.map((name) => ({ Name: name, Type: "string" })),
          Parameters: table.parameters,
        },
      },
    }
  );
}
