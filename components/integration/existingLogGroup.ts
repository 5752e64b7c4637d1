import { AsyncResource } from "node:async_hooks";
import * as pulumi from "@pulumi/pulumi";

/**
 * Adds to the options of a log group with a fixed name, which earlier deployments leave in the account: where its creation fails since it
 * exists, the setting that adopts it is printed, which AWS's own error cannot name. The creation is not tried again. Other hooks of the
 * options stay.
 * @param key the integration's key
 */
export function withExistingLogGroupHint(
  key: string,
  logGroupName: string,
  options: pulumi.CustomResourceOptions,
): pulumi.CustomResourceOptions {
  // The monitor of the SDK's mocks takes no hooks.
  if (typeof pulumi.runtime.getMonitor()?.registerErrorHook !== "function") {
    return options;
  }
  // The engine calls hooks from outside the program's asynchronous context, by which the log finds its stack.
  const report = AsyncResource.bind(() => pulumi.log.error(existingLogGroupHint(key, logGroupName)));
  const onFailure = async ({ errors }: pulumi.ErrorHookArgs) => {
    if (errors.some((error) => error.includes("ResourceAlreadyExistsException"))) {
      await report();
    }
    return false;
  };
  const hook = new pulumi.ErrorHook(`${key}/audit-log-group/exists`, onFailure);
  return pulumi.mergeOptions(options, { hooks: { onError: [hook] } });
}

/** The message about a log group that is kept in the account, with the setting that adopts it. */
export function existingLogGroupHint(key: string, logGroupName: string): string {
  return [
    `The log group ${logGroupName} is in the account already: an earlier deployment of ${key} left it with its audit events.`,
    "Adopt it, then run pulumi up again:",
    `  pulumi config set --path partner-audit:vendors.${key}.auditLogGroup.import ${logGroupName}`,
    `In a program of your own: auditLogGroup: { import: ${JSON.stringify(logGroupName)} }. See docs/upgrading.md, "Adopt existing resources".`,
  ].join("\n");
}
