import { parseEnvelope } from "../../functions/mapping/envelope";
import { type MappedEvent, mapEvents } from "../../functions/mapping/mapping";
import type { MapSettings } from "../../functions/mapping/mapSettings";
import { sandboxAccount, sandboxSalt } from "../account";
import type { ExistingBucket } from "../deployment/buckets";
import type { ExistingResources } from "../deployment/channels";
import { type DeclaredIntegration, vendorOutputs } from "../integration";
import type { ExistingTopic } from "../sns/endpoint";
import type { DeclaredProgram } from "./program";

const anyStoreArn = /arn:[^:"\s]+:cloudtrail:[^:"\s]+:\d{12}:eventdatastore\/[0-9a-f-]{36}/g;

/**
 * Lists the resources that the stack references without declaring them, as if the account had them. An existing channel delivers to a store of
 * the same id.
 */
export function existingResources({ resources, outputs }: DeclaredProgram): ExistingResources {
  const declared = new Set(resources.flatMap(({ id, outputs: { arn } }) => [id, arn]));
  const named = Object.values(vendorOutputs(outputs)).flatMap(({ channelArn }) => channelArn ?? []);
  const channels = [...new Set(named)]
    .filter((arn) => !declared.has(arn))
    .map((arn) => ({ arn, destinations: [arn.replace(":channel/", ":eventdatastore/")] }));
  const stores = resources.flatMap(({ inputs }) =>
    typeof inputs.desiredState === "string" ? (inputs.desiredState.match(anyStoreArn) ?? []) : [],
  );
  return {
    channels,
    eventDataStores: [
      ...stores.filter((arn) => !declared.has(arn)),
      ...channels.flatMap(({ destinations }) => destinations),
    ],
    eventBuses: undeclaredBuses(resources),
    secrets: variables(resources, "HASH_SALT_SECRET_ARN").map((arn) => ({ arn, secretString: sandboxSalt })),
    keyPolicies: Object.fromEntries(undeclaredKeys(resources, declared).map((arn) => [arn, keyPolicyOf(arn)])),
    buckets: undeclaredBuckets(resources, declared),
    topics: undeclaredTopics(resources, declared),
  };
}

const anyKeyArn = /arn:[^:"\s]+:kms:[^:"\s]+:\d{12}:key\/[\w-]+/g;

function undeclaredKeys(resources: DeclaredProgram["resources"], declared: ReadonlySet<unknown>): readonly string[] {
  const named = resources.flatMap(({ inputs }) => JSON.stringify(inputs).match(anyKeyArn) ?? []);
  return [...new Set(named)].filter((arn) => !declared.has(arn));
}

/** The policy that SECURITY.md requires for a key of queues and topics. */
function keyPolicyOf(arn: string): object {
  const [, partition, , , accountId] = arn.split(":");
  const Resource = "*";
  return {
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Principal: { AWS: `arn:${partition}:iam::${accountId}:root` }, Action: "kms:*", Resource },
      {
        Effect: "Allow",
        Principal: { Service: ["events.amazonaws.com", "cloudwatch.amazonaws.com"] },
        Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
        Resource,
        Condition: { StringEquals: { "aws:SourceAccount": accountId } },
      },
      {
        Effect: "Allow",
        Principal: { Service: "s3.amazonaws.com" },
        Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
        Resource,
        Condition: { ArnLike: { "kms:EncryptionContext:aws:sns:topicArn": `arn:${partition}:sns:*:${accountId}:*` } },
      },
    ],
  };
}

/** The topics that the detector and a bucket publish to. Their owner lets Amazon S3 publish, as docs/monitoring.md requires. */
function undeclaredTopics(
  resources: DeclaredProgram["resources"],
  declared: ReadonlySet<unknown>,
): readonly ExistingTopic[] {
  const ofBuckets = resources.flatMap(({ type, inputs: { topics } }) =>
    type === "aws:s3/bucketNotification:BucketNotification" && Array.isArray(topics)
      ? topics.map(({ topicArn }) => String(topicArn))
      : [],
  );
  return [...new Set([...variables(resources, "FINDINGS_TOPIC_ARN"), ...ofBuckets])]
    .filter((arn) => !declared.has(arn))
    .map((arn) => {
      const Statement = {
        Effect: "Allow",
        Principal: { Service: "s3.amazonaws.com" },
        Action: "sns:Publish",
        Resource: arn,
        Condition: { StringEquals: { "aws:SourceAccount": sandboxAccount.accountId } },
      };
      return { arn, policy: { Version: "2012-10-17", Statement } };
    });
}

/** The values of an environment variable in the functions. */
function variables(resources: DeclaredProgram["resources"], name: string): readonly string[] {
  const values = resources.flatMap(({ inputs }) => {
    const environment = inputs.environment as { readonly variables?: Readonly<Record<string, string>> } | undefined;
    return environment?.variables?.[name] ?? [];
  });
  return [...new Set(values)];
}

/** The buckets that functions write to, with their owner's settings: another account's bucket lets the stack's account write and read. */
function undeclaredBuckets(
  resources: DeclaredProgram["resources"],
  declared: ReadonlySet<unknown>,
): readonly ExistingBucket[] {
  const [owner = sandboxAccount.accountId] = variables(resources, "LAKE_BUCKET_OWNER");
  const table = resources.find(({ type }) => type === "aws:glue/catalogTable:CatalogTable");
  const [, partition = "aws", , region = sandboxAccount.region] = String(table?.outputs.arn).split(":");
  return variables(resources, "LAKE_BUCKET_NAME")
    .filter((name) => !declared.has(name))
    .map((name) => {
      const arn = `arn:${partition}:s3:::${name}`;
      const { accountId } = sandboxAccount;
      const Statement = {
        Effect: "Allow",
        Principal: { AWS: `arn:${partition}:iam::${accountId}:root` },
        Action: ["s3:PutObject", "s3:GetObject", "s3:ListBucket", "s3:GetBucketLocation"],
        Resource: [arn, `${arn}/*`],
      };
      return {
        ...{ name, arn, region, accountId: owner, isVersioned: true, objectLock: {} },
        policy: { Version: "2012-10-17", Statement },
      };
    });
}

function undeclaredBuses(resources: DeclaredProgram["resources"]): readonly string[] {
  const ofType = (type: string) => resources.filter((resource) => resource.type === type);
  const declared = new Set(ofType("aws:cloudwatch/eventBus:EventBus").map(({ inputs }) => inputs.name));
  const named = ofType("aws:cloudwatch/eventRule:EventRule").map(({ inputs }) => String(inputs.eventBusName));
  const findings = variables(resources, "FINDINGS_BUS").map((arn) => arn.split(":event-bus/")[1] ?? arn);
  return [...new Set([...named, ...findings])].filter((name) => name !== "default" && !declared.has(name));
}

/** Returns the audit events that a message of an integration must become; the ledger compares the store's content with them. */
export function identify(
  integration: DeclaredIntegration,
  body: string,
): readonly Pick<MappedEvent, "id" | "eventData">[] {
  const envelope = parseEnvelope(body);
  const results = "detail" in envelope ? mapEvents(envelope, settingsOf(integration)) : [];
  const mapped = results.flatMap((result) => (result.status === "mapped" ? [result] : []));
  // If one event of a message is rejected, the whole message is rejected.
  return mapped.length === results.length ? mapped : [];
}

/** The settings of each integration, built once: a mapping is compiled for its settings. */
const known = new WeakMap<DeclaredIntegration, MapSettings>();

/** The settings that an integration's forwarder maps with. */
export function settingsOf(integration: DeclaredIntegration): MapSettings {
  let settings = known.get(integration);
  if (settings === undefined) {
    const { key, vendor, inputs } = integration;
    const { mapping, privacy } = inputs as Pick<MapSettings, "mapping" | "privacy">;
    settings = {
      integration: key,
      vendor,
      recipientAccountId: sandboxAccount.accountId,
      ...(mapping && { mapping }),
      ...(privacy && { privacy, salt: sandboxSalt }),
    };
    known.set(integration, settings);
  }
  return settings;
}
