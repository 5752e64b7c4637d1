import type { ResourcePolicy } from "../policy";
import { onType } from "../rules";
import { secretsInCode } from "../secrets/secretsInCode";
import { unwatched } from "../unknownValue";

/** Names the parts of a function's code in which function-secrets could not look. */
export const unreadCode: ResourcePolicy = {
  name: "unread-code",
  description:
    "All code that the program gives a function can be read by function-secrets: texts, files to 5 MiB, 50 MiB and 10,000 files a function, not packed. Packages in node_modules, and binary data such as images, are not looked for secrets.",
  severity: "low",
  enforcementLevel: "advisory",
  references: ["NIST 800-53 RA-5"],
  remediation: "Give the function the folder, not an archive of it, or look for secrets where the archive is built.",
  rules: [
    onType("aws:lambda/function:Function", async ({ name, props }) => {
      const { unread } = await secretsInCode(unwatched(props.code));
      return unread.map(({ path, reason }) => ({
        subject: `Code::${path}`,
        message: `The code of the function ${name} was not all looked into for secrets: ${path} ${reason}; give the function a folder that can be read, or look for secrets where it is built.`,
      }));
    }),
  ],
};
