import type { ResourcePolicy } from "../policy";
import { onType } from "../rules";
import { secretsInCode } from "../secrets/secretsInCode";
import { unwatched } from "../unknownValue";

/** Reports the parts of a function's code that function-secrets could not read. */
export const unreadCode: ResourcePolicy = {
  name: "unread-code",
  description:
    "function-secrets can read all code that the program gives a function: unpacked text, in files of at most 5 MiB, with at most 50 MiB and 10,000 files per function. Packages in node_modules and binary data such as images are not searched.",
  severity: "low",
  enforcementLevel: "advisory",
  references: ["NIST 800-53 RA-5"],
  remediation: "Give the function the folder instead of an archive, or search for secrets where you build the archive.",
  rules: [
    onType("aws:lambda/function:Function", async ({ name, props }) => {
      const { unread } = await secretsInCode(unwatched(props.code));
      return unread.map(({ path, reason }) => ({
        subject: `Code::${path}`,
        message: `Not all code of the function ${name} could be searched for secrets: ${path} ${reason}; give the function a folder that can be read, or search for secrets where you build the code.`,
      }));
    }),
  ],
};
