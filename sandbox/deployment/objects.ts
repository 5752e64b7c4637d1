import { Athena } from "../athena/athena";
import { EventReader } from "../s3/storedEvents";
import { type TemporaryFolder, temporaryFolder } from "../temporaryFolder";
import { createBuckets } from "./buckets";
import { createTablesOfCatalog } from "./catalog";
import type { ExistingResources } from "./channels";
import type { Deployment } from "./deployment";

/** Creates the buckets with the tables over their objects, and Athena. */
export function createObjects(
  deployment: Deployment,
  { buckets: existing = [] }: ExistingResources,
  now: () => number,
  closers: Closers,
) {
  let folder: TemporaryFolder | undefined;
  const objectFolder = () => {
    folder ??= temporaryFolder("objects");
    return folder.path;
  };
  const events = new EventReader(objectFolder);
  closers.push(async () => {
    await events.close();
    folder?.remove();
  });
  const buckets = createBuckets(deployment, existing, objectFolder, now);
  const catalogTables = createTablesOfCatalog(deployment);
  const athena = new Athena({ tables: catalogTables, findBucket: (name) => buckets.get(name), now, objectFolder });
  closers.push(() => athena.close());
  return { buckets, catalogTables, athena, events };
}

/** Actions that end what was started, in the order of its start. */
export type Closers = (() => Promise<void> | void)[];
