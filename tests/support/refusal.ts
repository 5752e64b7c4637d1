import { parse } from "yaml";
import { parseVendors } from "../../components/configuration/parseVendors";
import { PersonError } from "../../components/personError";
import { refuseOutsideSandbox } from "../../components/stack/stackGuard";

const prefix = "partner-audit:";

/** Why the project refuses a stack's configuration on AWS, given as the engine hands it to a program; nothing where it takes it. */
export function refusalOf(configuration: Readonly<Record<string, string>>): readonly string[] {
  const own = Object.entries(configuration).flatMap(([key, text]) =>
    key.startsWith(prefix) ? [[key.slice(prefix.length), parse(text)] as const] : [],
  );
  try {
    const values = Object.fromEntries(own);
    refuseOutsideSandbox(parseVendors({ values, namePrefix: "partner-audit-dev", region: "us-east-1" }));
    return [];
  } catch (error) {
    if (error instanceof PersonError) {
      return [error.message];
    }
    throw error;
  }
}
