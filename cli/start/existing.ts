import { sandboxSalt } from "../../sandbox/account";
import { vendorOutputs } from "../../sandbox/integration";
import type { DeclaredProgram } from "../../sandbox/program";
import type { ExistingResources } from "../../sandbox/wiring/channels";

const anyStoreArn = /arn:[^:"\s]+:cloudtrail:[^:"\s]+:\d{12}:eventdatastore\/[0-9a-f-]{36}/g;

/**
 * What the stack names and does not declare: the account is taken to have it. An existing channel delivers to a store of the same
 * id, since nobody here knows which store is really behind it.
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
    secrets: namedSecrets(resources).map((arn) => ({ arn, secretString: sandboxSalt })),
  };
}

/** The secrets whose text salts a function's hashes. */
function namedSecrets(resources: DeclaredProgram["resources"]): readonly string[] {
  const arns = resources.flatMap(({ inputs }) => {
    const environment = inputs.environment as { readonly variables?: Readonly<Record<string, string>> } | undefined;
    return environment?.variables?.HASH_SALT_SECRET_ARN ?? [];
  });
  return [...new Set(arns)];
}

function undeclaredBuses(resources: DeclaredProgram["resources"]): readonly string[] {
  const ofType = (type: string) => resources.filter((resource) => resource.type === type);
  const declared = new Set(ofType("aws:cloudwatch/eventBus:EventBus").map(({ inputs }) => inputs.name));
  const named = ofType("aws:cloudwatch/eventRule:EventRule").map(({ inputs }) => String(inputs.eventBusName));
  return [...new Set(named)].filter((name) => !declared.has(name));
}
