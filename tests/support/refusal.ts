import { parse } from "yaml";
import { parseConfiguration } from "../../components/configuration/parseConfiguration";
import { PersonError } from "../../components/personError";
import { refuseOutsideSandbox } from "../../components/stack/stackGuard";

const prefix = "partner-audit:";

/**
 * Returns the reason why the project refuses a stack's configuration on AWS, in the form that the engine passes to a
 * program; undefined if it accepts it.
 */
export function refusalOf(configuration: Readonly<Record<string, string>>): readonly string[] {
  const own = Object.entries(configuration).flatMap(([key, text]) =>
    key.startsWith(prefix) ? [[key.slice(prefix.length), parse(text)] as const] : [],
  );
  try {
    const values = Object.fromEntries(own);
    refuseOutsideSandbox(parseConfiguration({ values, namePrefix: "partner-audit-dev", region: "us-east-1" }));
    return [];
  } catch (error) {
    if (error instanceof PersonError) {
      return [error.message];
    }
    throw error;
  }
}
