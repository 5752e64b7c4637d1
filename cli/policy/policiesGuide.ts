import { longestWaiverDays } from "../../policy/waivers";

/** How a project gets the pack, runs it, configures it and waives findings. */
export const policiesGuide = `## Use it in another project

The pack is the npm package \`partner-audit-policy\`, the folder \`policy/\` of this project. \`npm pack\` there, in a checkout after
\`npm ci\`, makes the file that your project installs, with the pack's own dependencies.

\`\`\`sh
npm install --save-dev ./partner-audit-policy-0.1.0.tgz
pulumi preview --policy-pack node_modules/partner-audit-policy
\`\`\`

A checkout's folder works as well, without a build: \`pulumi preview --policy-pack PARTNER-AUDIT/policy\`. \`pulumi policy publish\`, run in
\`policy/\`, publishes it to an organization.

| to judge | command |
|---|---|
| what a program would change | \`pulumi preview --policy-pack PACK\`, and \`pulumi up\` with the same option |
| what is deployed | \`pulumi policy analyze --stack STACK --policy-pack PACK\`: it needs no program and asks no provider, and every value is known. It prints the findings by policy and resource, and exits with 1 where a mandatory policy is violated |
| an export of a stack, or any list of resources | \`pulumi stack export --show-secrets > FILE\`, then \`npm run -s policy -- --resources FILE\` in this project. Without \`--show-secrets\`, secret values are listed as not judged |
| what a unit test recorded | \`check\`, below |
| this project's program, offline | \`npm run -s policy\` |

A unit test gives \`check\` what its mocks recorded, and gets the judgement of an \`up\` without a stack, an account or the Pulumi CLI
([examples/policyTests](../examples/policyTests) is a whole project):

\`\`\`ts
import { check } from "partner-audit-policy";

const { verdicts, waived, unknown } = await check(resources, { configuration, stackTags, now });
\`\`\`

\`resources\` is a list of \`{ type, name, inputs, outputs, provider }\`; \`configuration\`, \`stackTags\` and \`now\` may be left out.

## Configuration

Every policy's level and settings are the pack's configuration (\`--policy-pack-config FILE\`; \`presets/\` of the pack has some), by its name; \`all\`
sets the level of those that are not named: \`mandatory\`, \`advisory\` or \`disabled\`. The pack corrects nothing by itself, so that \`remediate\` is as
\`mandatory\`.

A setting that a policy does not have, or a floor above its ceiling, is a finding of [pack-configuration](#pack-configuration). The engine
ignores the name of a policy that does not exist; \`check\` and \`npm run -s policy -- --config FILE\` refuse it.

## How to waive a finding

Every policy takes \`waivers\`. The engine prints with each finding a waiver of exactly this finding; complete it and put it into the configuration:

\`\`\`json
{
  "least-privilege": {
    "waivers": [
      {
        "finding": "Action::sqs:*::arn:aws:sqs:us-east-1:123456789012:audit",
        "resource": "reports-reader",
        "stack": "reports/prod",
        "owner": "Team Reports",
        "reason": "Reads by single actions from January on, ticket 42.",
        "expires": "2027-01-31"
      }
    ]
  }
}
\`\`\`

| key | meaning |
|---|---|
| \`finding\` | the subject that is printed with the finding; it matches as a whole, and no wildcard stands for more |
| \`resource\` | the resource's name in the program; a waiver names a finding, a resource or both |
| \`stack\` | the stack, as \`STACK\` or \`PROJECT/STACK\`, where one configuration is for several; without it, every stack |
| \`owner\` | the person or team that answers for it; required |
| \`reason\` | required |
| \`expires\` | the last day on which it holds, in UTC: at most ${longestWaiverDays} days from today |

- A subject holds the actions and resources of its statement: another action or resource is another finding, which the waiver does not excuse.
- What is waived is shown as advice ([waived-findings](#waived-findings)), with owner, reason and last day.
- A waiver that has ended, lasts too long or has no owner is a violation ([waivers](#waivers)); where it has ended or lasts too long, its finding is back.
- A waiver that matches nothing is reported ([unused-waivers](#unused-waivers)), but not where it is another stack's, or where the policy
  could not judge everything yet.

A store that is to be deleted loses its termination protection by an update before. \`policy/presets/removal.json\` is the configuration for
that update (README, "Clean-up"). Where an organization enforces the pack, its administrator sets this configuration for the stack, or a
waiver for the store with a last day.
`;

/** What no policy judges, with the reason. */
const outOfScope: readonly (readonly [what: string, why: string])[] = [
  [
    "A value that a first preview does not know",
    "It is judged by the `up`, before the resource is made, by `pulumi policy analyze` and offline.",
  ],
  [
    "Resources of other programs, and what is changed by hand",
    "The pack sees the resources of one stack. AWS Config and IAM Access Analyzer look at accounts.",
  ],
  [
    "What a grant comes to with service control policies, permissions boundaries and session policies",
    "These only take away, and most are not in the program: the pack judges what each document allows by itself.",
  ],
  [
    "AWS types through Cloud Control and the AWS Native package without a counterpart in the pack",
    "[unjudged-types](#unjudged-types) names each; documents inside of them are judged.",
  ],
  [
    "Code in archives that are packed already, in packages of node_modules and in container images",
    "[unread-code](#unread-code) names what could not be read.",
  ],
  [
    "A queue or topic without a policy, which takes requests over HTTP as well",
    "Those who may call it at all are of the account, by the SDKs' TLS; a policy for each would refuse nearly every program.",
  ],
  [
    "Two policies of one queue, for encrypted-transport",
    "The second overwrites the first: [unique-names](#unique-names) refuses them.",
  ],
  [
    "A whole account in a role's trust, where nothing tells which accounts are one's own",
    "A role's inputs do not. `ownAccounts` of [role-trust](#role-trust), or the provider's `allowedAccountIds`, does.",
  ],
  [
    "AWS managed policies that grant many actions of a service, but not all",
    "AmazonWorkSpacesAdmin has 31 of the 103 actions of WorkSpaces, AmazonElasticFileSystemFullAccess 35 of 38: no number of actions is a boundary.",
  ],
  [
    "A mapping of a queue that only the function's reserved concurrency bounds",
    "It is refused: what Lambda throttles returns to the queue and is received in vain (AWS Lambda Developer Guide, scaling of SQS event source mappings).",
  ],
];

/** The section on what no policy judges. */
export const notJudged = `## What is not judged

| what | why |
|---|---|
${outOfScope.map(([what, why]) => `| ${what} | ${why} |`).join("\n")}
`;
