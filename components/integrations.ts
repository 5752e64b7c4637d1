import * as pulumi from "@pulumi/pulumi";
import type { IntegrationConfiguration, StackConfiguration } from "./configuration/stackConfiguration";
import { eventDataStore } from "./eventDataStore";
import {
  integrationType,
  PartnerAuditIntegration,
  type PartnerAuditIntegrationOutputs,
} from "./partnerAuditIntegration";
import type { PartnerAuditIntegrationArgs } from "./partnerAuditIntegrationArgs";

/** Provisions the stack and gives, by vendor, the ARNs, names and URLs of what its integration provisioned. */
export function integrationOutputs(
  configuration: StackConfiguration,
): Readonly<Record<string, PartnerAuditIntegrationOutputs>> {
  const integrations = Object.entries(createIntegrations(configuration));
  return Object.fromEntries(integrations.map(([key, { outputs }]) => [key, outputs]));
}

/** Provisions the stack: the event data stores that vendors share, then each vendor's integration. */
export function createIntegrations(
  configuration: StackConfiguration,
): Readonly<Record<string, PartnerAuditIntegration>> {
  const { integrations, tags } = configuration;
  const eventStores = Object.fromEntries(
    Object.entries(configuration.eventStores).map(([name, settings]) => [
      name,
      // A vendor's own store of this name is the same resource: moving it here keeps it while the vendor goes.
      eventDataStore(name, settings, tags, { aliases: [{ parent: pulumi.createUrn(name, integrationType) }] }).arn,
    ]),
  );

  const created: Record<string, PartnerAuditIntegration> = {};
  for (const [key, integration] of channelOwnersFirst(integrations)) {
    created[key] = new PartnerAuditIntegration(key, {
      ...integration.settings,
      ...channelArguments(integration, eventStores, created),
      vendor: integration.vendor,
      permissionsBoundary: configuration.permissionsBoundary,
      rolePath: configuration.rolePath,
      tags,
    });
  }
  return created;
}

type ChannelArguments = Pick<PartnerAuditIntegrationArgs, "channelArn" | "eventDataStore" | "eventDataStoreArns">;

/** What the configuration's references mean among the resources that exist so far. */
function channelArguments(
  { channel }: IntegrationConfiguration,
  eventStores: Readonly<Record<string, pulumi.Output<string>>>,
  created: Readonly<Record<string, PartnerAuditIntegration>>,
): ChannelArguments {
  switch (channel.kind) {
    case "existing":
      return { channelArn: channel.arn };
    case "shared": {
      const owner = created[channel.integration]?.outputs;
      return {
        channelArn: owner?.channelArn,
        eventDataStoreArns: owner?.eventDataStoreArn.apply((arn) => (arn === undefined ? [] : [arn])),
      };
    }
    case "own": {
      const own = channel.stores.find((store) => store.kind === "own");
      if (own !== undefined) {
        return { eventDataStore: own.settings };
      }
      const arns = channel.stores.flatMap((store) => {
        const arn =
          store.kind === "existing" ? store.arn : store.kind === "named" ? eventStores[store.name] : undefined;
        return arn === undefined ? [] : [arn];
      });
      return { eventDataStoreArns: pulumi.all(arns) };
    }
  }
}

/** An integration that shares a channel comes after the one that owns it. */
function channelOwnersFirst(integrations: StackConfiguration["integrations"]): [string, IntegrationConfiguration][] {
  const entries = Object.entries(integrations);
  return [
    ...entries.filter(([, { channel }]) => channel.kind !== "shared"),
    ...entries.filter(([, { channel }]) => channel.kind === "shared"),
  ];
}
