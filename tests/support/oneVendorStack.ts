import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { oktaAlone } from "./declare";

/**
 * A stack file with one vendor beside the sandbox stack's, which starts faster than the six vendors of that; call
 * `remove` after use.
 */
export function oneVendorStack(
  name: `${string}-test`,
  vendors: object = oktaAlone,
): { readonly name: string; readonly remove: () => void } {
  const file = join(__dirname, "..", "..", `Pulumi.${name}.yaml`);
  writeFileSync(file, JSON.stringify({ config: { "aws:region": "us-east-1", "partner-audit:vendors": vendors } }));
  return { name, remove: () => rmSync(file, { force: true }) };
}
