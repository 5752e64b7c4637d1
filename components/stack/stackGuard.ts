import { AsyncLocalStorage } from "node:async_hooks";
import { exampleSource, isPlaceholder } from "../configuration/partnerSources";
import { ConfigurationError, type Problem } from "../configuration/problem";
import type { StackConfiguration } from "../configuration/stackConfiguration";

const emulated = new AsyncLocalStorage<true>();

/**
 * Runs a program whose resources are declared to the sandbox or to the test provider. Only such a program may have the configuration key
 * `sandbox` or a placeholder for an event source. It is a call of the code that runs the program, so that no setting can allow it on AWS.
 */
export function runEmulated<Result>(program: () => Result): Result {
  return emulated.run(true, program);
}

/**
 * Refuses a demonstration where its resources would be made on AWS.
 * @throws ConfigurationError for the key `sandbox` and for each placeholder, with the command that sets a real event source
 */
export function refuseOutsideSandbox({ sandbox, integrations }: StackConfiguration): void {
  if (emulated.getStore() === true) {
    return;
  }
  const problems: Problem[] = Object.entries(integrations).flatMap(([key, { vendor, settings }]) => {
    const path = `partner-audit:vendors.${key}.eventSourceName`;
    const { eventSourceName } = settings;
    return eventSourceName !== undefined && isPlaceholder(eventSourceName)
      ? [
          {
            path,
            message: `${JSON.stringify(eventSourceName)} is a placeholder; set the partner event source that the vendor made: pulumi config set --path ${path} ${exampleSource(vendor)}`,
          },
        ]
      : [];
  });
  if (sandbox === true) {
    problems.unshift({
      path: "partner-audit:sandbox",
      message: `true is allowed in the sandbox alone (npm start), since this stack's vendors and accounts are made up; make a stack of your own and set its event source: pulumi stack init dev && pulumi config set --path partner-audit:vendors.okta.eventSourceName ${exampleSource("okta")}`,
    });
  }
  if (problems.length > 0) {
    throw new ConfigurationError(problems);
  }
}
