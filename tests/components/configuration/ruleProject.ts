import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** Returns the partner event source of a tenant. */
export const eventSource = (name: string) => ({ eventSourceName: `aws.partner/example.com/${name}/audit` });

/** A rule for Okta in the Sigma format (specification 2.1). */
export const rule = (type: string, more = "") => `title: Events of the type ${type}
logsource: { product: okta, service: okta }
detection:
  selection: { eventType: ${type}${more} }
  condition: selection
level: high
`;

/** Runs a function in a project folder with these files. */
export function inProject<T>(files: Readonly<Record<string, string>>, work: () => T): T {
  const folder = mkdtempSync(join(tmpdir(), "detections of mine "));
  const here = process.cwd();
  try {
    process.chdir(folder);
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    return work();
  } finally {
    process.chdir(here);
    rmSync(folder, { recursive: true });
  }
}
