import * as pulumi from "@pulumi/pulumi";
import { readConfiguration } from "../../../components/configuration/readConfiguration";
import { Detections } from "../../../components/detections/detections";
import type { QueriedStore } from "../../../components/detections/detectorArgs";
import { createStack } from "../../../components/stack/stack";
import { failedSignIns, sprayedSignIns, tokenMade } from "../../functions/detector/rules";

/** A stack of the project, with a scan of each store of its integrations. */
export = createStack(readConfiguration()).then(({ vendors, lake }) => {
  const rules = [tokenMade, failedSignIns(3, 600), sprayedSignIns(3, 600)];
  const scans = Object.entries(vendors).map(([integration, { eventDataStoreArn, auditLogGroupName }]) => {
    const trino = lake === undefined ? "true" : `integration = '${integration}'`;
    const sources = [{ integration, vendor: "okta", condition: { trino, insights: "" } }];
    return [
      integration,
      {
        rules,
        sources,
        lateHours: 24,
        scheduleMinutes: 60,
        store: storeOf(lake, eventDataStoreArn, auditLogGroupName),
      },
    ] as const;
  });
  new Detections("detections", { scans: Object.fromEntries(scans), tags: {} });
  return { vendors, ...(lake !== undefined && { lake }) };
});

function storeOf(
  lake: Awaited<ReturnType<typeof createStack>>["lake"],
  eventDataStoreArn: pulumi.Output<string | undefined> | undefined,
  logGroupName: pulumi.Output<string> | undefined,
): QueriedStore {
  if (lake !== undefined) {
    const { workgroupName, databaseName, tableName, bucketArn } = lake;
    return { kind: "athena", workgroup: workgroupName, database: databaseName, table: tableName, bucketArn };
  }
  return logGroupName === undefined
    ? { kind: "lake", eventDataStoreArn: pulumi.output(eventDataStoreArn).apply((arn) => arn ?? "") }
    : { kind: "logs", logGroupName };
}
