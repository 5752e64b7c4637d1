import { longestWaiverDays } from "../../policy/waivers";

/** The section on installing, running and configuring the pack, and on waivers. */
export const policiesGuide = `## Use it in another project

The pack is the npm package \`partner-audit-policy\`, in the folder \`policy/\` of this project. In a checkout, run \`npm ci\`, then
\`npm pack\` in \`policy/\`: it makes the file that your project installs, with the pack's own dependencies.

\`\`\`sh
npm install --save-dev ./partner-audit-policy-0.1.0.tgz
pulumi preview --policy-pack node_modules/partner-audit-policy
\`\`\`

The folder in a checkout also works, without a build: \`pulumi preview --policy-pack PARTNER-AUDIT/policy\`. To publish the pack to an
organization, run \`pulumi policy publish\` in \`policy/\`.

| to check | command |
|---|---|
| the changes of a program | \`pulumi preview --policy-pack PACK\`, and \`pulumi up\` with the same option |
| the deployed resources | \`pulumi policy analyze --stack STACK --policy-pack PACK\`: it needs no program and calls no provider, and every value is known. It prints the findings by policy and resource, and exits with 1 if a mandatory policy is violated |
| an export of a stack, or any list of resources | \`pulumi stack export --show-secrets > FILE\`, then \`npm run -s policy -- --resources FILE\` in this project. Without \`--show-secrets\`, secret values are listed as not checked |
| the resources of a unit test | \`check\`, below |
| this project's program, offline | \`npm run -s policy\` |

A unit test passes the resources that its mocks recorded to \`check\`, which returns the results of an \`up\` without a stack, an account or
the Pulumi CLI ([examples/policyTests](../examples/policyTests) is a complete project):

\`\`\`ts
import { check } from "partner-audit-policy";

const { verdicts, waived, unknown } = await check(resources, { configuration, stackTags, now });
\`\`\`

\`resources\` is a list of \`{ type, name, inputs, outputs, provider }\`; \`configuration\`, \`stackTags\` and \`now\` are optional.

## Configuration

The pack's configuration (\`--policy-pack-config FILE\`; examples are in the pack's \`presets/\`) sets the level and settings of each policy under its
name. \`all\` sets the level of all other policies: \`mandatory\`, \`advisory\` or \`disabled\`. The pack fixes nothing itself, so \`remediate\` has the
same effect as \`mandatory\`.

An unknown setting of a policy, or a floor above its ceiling, is a finding of [pack-configuration](#pack-configuration). The engine ignores
unknown policy names; \`check\` and \`npm run -s policy -- --config FILE\` refuse them.

## How to waive a finding

Every policy has the setting \`waivers\`. With each finding, the engine prints a waiver for it; complete the waiver and add it to the configuration:

\`\`\`json
{
  "least-privilege": {
    "waivers": [
      {
        "finding": "Action::sqs:*::arn:aws:sqs:us-east-1:123456789012:audit",
        "resource": "reports-reader",
        "stack": "reports/prod",
        "owner": "Team Reports",
        "reason": "Uses named actions from January on, ticket 42.",
        "expires": "2027-01-31"
      }
    ]
  }
}
\`\`\`

| key | meaning |
|---|---|
| \`finding\` | the subject that is printed with the finding; it must match exactly, without wildcards |
| \`resource\` | the resource's name in the program; a waiver names a finding, a resource or both |
| \`stack\` | the stack, as \`STACK\` or \`PROJECT/STACK\`, for a configuration of several stacks; default: every stack |
| \`owner\` | the responsible person or team; required |
| \`reason\` | required |
| \`expires\` | the last day on which it is in force, in UTC: at most ${longestWaiverDays} days from today |

- A subject contains the actions and resources of its statement: another action or resource makes another finding, which the waiver does not excuse.
- Waived findings are shown as advice ([waived-findings](#waived-findings)), with owner, reason and last day.
- A waiver that has expired, lasts too long or has no owner is a violation ([waivers](#waivers)). If it has expired or lasts too long, its finding is
  reported again.
- A waiver that matches nothing is reported ([unused-waivers](#unused-waivers)), except if it belongs to another stack, or if the policy could
  not check everything yet.

Before you delete an event data store, remove its termination protection with an update. \`policy/presets/removal.json\` is the configuration
for that update (README, "Remove"). If an organization enforces the pack, its administrator sets this configuration for the stack, or adds a
waiver for the store.
`;

/** The cases that no policy checks, with the reason. */
const outOfScope: readonly (readonly [what: string, why: string])[] = [
  [
    "Values that are unknown in a first preview",
    "The `up` checks them before the resource is created; `pulumi policy analyze` and `npm run policy` also check them.",
  ],
  [
    "Resources of other programs, and manual changes",
    "The pack checks the resources of one stack. AWS Config and IAM Access Analyzer check accounts.",
  ],
  [
    "The effect of service control policies, permissions boundaries and session policies on a grant",
    "They only remove permissions, and most are not in the program: the pack checks each document separately.",
  ],
  [
    "AWS types through Cloud Control and the AWS Native package without a counterpart in the pack",
    "[unjudged-types](#unjudged-types) names each; policy documents inside them are checked.",
  ],
  [
    "Code in packed archives, in packages of node_modules and in container images",
    "[unread-code](#unread-code) names the unread parts.",
  ],
  [
    "A queue or topic without a policy, which also accepts requests over HTTP",
    "Only principals of its account can call it, and the SDKs use TLS; requiring a policy would refuse nearly every program.",
  ],
  [
    "Two policies of one queue, for encrypted-transport",
    "The second one overwrites the first: [unique-names](#unique-names) refuses them.",
  ],
  [
    "A whole account in a role's trust policy, if your own accounts are unknown",
    "A role's inputs do not name them. Set `ownAccounts` of [role-trust](#role-trust), or the provider's `allowedAccountIds`.",
  ],
  [
    "AWS managed policies that grant many actions of a service, but not all",
    "AmazonWorkSpacesAdmin has 31 of the 103 actions of WorkSpaces, AmazonElasticFileSystemFullAccess 35 of 38: no number of actions is a clear limit.",
  ],
  [
    "A mapping of a queue that only the function's reserved concurrency limits",
    "It is refused: messages that Lambda throttles return to the queue and use up receives (AWS Lambda Developer Guide, scaling of SQS event source mappings).",
  ],
];

/** The section on cases that no policy checks. */
export const notJudged = `## Not checked

| case | reason |
|---|---|
${outOfScope.map(([what, why]) => `| ${what} | ${why} |`).join("\n")}
`;
