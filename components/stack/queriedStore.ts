import * as pulumi from "@pulumi/pulumi";
import type { QueriedStore } from "../detections/detectorArgs";
import type { ScanPlace } from "../detections/scans/scanPlan";
import type { LakeOutputs } from "../lake/lakeStorage";
import type { IntegrationsOutputs } from "./integrations";

/** Gives the store of a scan among what the stack provisions. */
export function queriedStore(
  place: ScanPlace,
  vendors: IntegrationsOutputs,
  lake: LakeOutputs | undefined,
): QueriedStore {
  switch (place.kind) {
    case "lake": {
      const arn = vendors[place.integration]?.eventDataStoreArn;
      const eventDataStoreArn = pulumi.output(arn).apply((known) => known ?? missing(place.integration));
      return { kind: "lake", eventDataStoreArn, keyArn: place.keyArn };
    }
    case "logs": {
      const logGroupName = vendors[place.integration]?.auditLogGroupName;
      return { kind: "logs", logGroupName: logGroupName ?? missing(place.integration) };
    }
    case "s3": {
      const { workgroupName, databaseName, tableName, bucketArn } = lake ?? missing("the lake");
      const table = { workgroup: workgroupName, database: databaseName, table: tableName };
      return { kind: "athena", ...table, bucketArn, bucketKeyArn: place.keyArn };
    }
  }
}

function missing(owner: string): never {
  throw new RangeError(`The stack has no store of ${owner} that its detections could read.`);
}
