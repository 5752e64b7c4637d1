import * as pulumi from "@pulumi/pulumi";
import type { PartnerAuditIntegrationOutputs } from "../integration/partnerAuditIntegrationArgs";
import type { LakeOutputs } from "../lake/lakeStorage";
import type { QueriedStore } from "./detectorArgs";
import type { ScanPlace } from "./scans/scanPlan";

type StoredEvents = Pick<PartnerAuditIntegrationOutputs, "eventDataStoreArn" | "auditLogGroupName">;

/** Finds the store of a scan among the stack's resources. */
export function queriedStore(
  place: ScanPlace,
  vendors: Readonly<Record<string, StoredEvents>>,
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
