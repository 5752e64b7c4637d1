import { AsyncLocalStorage } from "node:async_hooks";
import { plainText } from "../configuration/input";
import { ConfigurationError, conflict, type Problem } from "../configuration/problem";
import { exampleSource, isPlaceholder } from "../configuration/problems/nameProblems";
import type { StackConfiguration } from "../configuration/stackConfiguration";
import type { IntegrationSettings } from "../integration/integrationSettings";

type EventSource = Pick<IntegrationSettings, "eventSourceName" | "eventBusName">;

const emulated = new AsyncLocalStorage<true>();

/**
 * Runs a program whose resources are declared to the sandbox or to the test provider. Only such a program may have the key `sandbox` or a placeholder
 * for an event source. No setting allows these on AWS.
 */
export function runEmulated<Result>(program: () => Result): Result {
  return emulated.run(true, program);
}

/** Throws a ConfigurationError for the key `sandbox` and for each placeholder, unless the program runs emulated. */
export function refuseOutsideSandbox({ sandbox, integrations }: StackConfiguration): void {
  if (isEmulated()) {
    return;
  }
  const problems = Object.entries(integrations).flatMap(([key, { vendor, settings }]) => {
    const path = `partner-audit:vendors.${key}`;
    const command = `: pulumi config set --path ${path}.eventSourceName ${exampleSource(vendor)}`;
    return placeholders(path, settings, command);
  });
  if (sandbox === true) {
    problems.unshift(
      conflict(
        "partner-audit:sandbox",
        `true is allowed only in the sandbox (npm start), because this stack's vendors and accounts are made up; make a stack of your own and set its event source: pulumi stack init dev && pulumi config set --path partner-audit:vendors.okta.eventSourceName ${exampleSource("okta")}`,
      ),
    );
  }
  if (problems.length > 0) {
    throw new ConfigurationError(problems);
  }
}

/** Lists the problems of placeholders among a component's arguments; none in the sandbox. `path` is the component's name. */
export function placeholderProblems(path: string, vendor: string, settings: EventSource): Problem[] {
  return isEmulated() ? [] : placeholders(path, settings, `, for example ${exampleSource(vendor)}`);
}

function isEmulated(): boolean {
  return emulated.getStore() === true;
}

function placeholders(path: string, { eventSourceName, eventBusName }: EventSource, howToSet: string): Problem[] {
  return Object.entries({ eventSourceName, eventBusName }).flatMap(([key, given]) => {
    const name = plainText(given);
    return name !== undefined && isPlaceholder(name)
      ? [
          conflict(
            `${path}.${key}`,
            `${JSON.stringify(name)} is a placeholder; set the partner event source that the vendor made${howToSet}`,
          ),
        ]
      : [];
  });
}
