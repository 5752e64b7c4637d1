import { asObject } from "../documents/values";
import type { JudgedResource } from "../judgedResource";
import { type Finding, findingIf, type ResourcePolicy } from "../policy";
import { knownValue, unwatched } from "../unknownValue";

const functionType = "aws:lambda/function:Function";

/** Who may read a function's configuration or its archive learns no secret. */
export const functionSecrets: ResourcePolicy = {
  name: "function-secrets",
  description: "No secret stands in a function's environment or in the code that it is made of.",
  severity: "critical",
  enforcementLevel: "mandatory",
  references: ["NIST 800-53 IA-5(7)"],
  remediation: "Keep the secret in Secrets Manager, give the function its ARN, and rotate what has been shown.",
  rules: [
    (resource) =>
      resource.type === functionType
        ? [...variableQuestions(resource), () => codeFindings(resource)].map((find) => ({ about: resource, find }))
        : [],
  ],
};

function variableQuestions(resource: JudgedResource): readonly (() => readonly Finding[])[] {
  const variables = () => asObject(asObject(resource.props.environment).variables);
  // Where the names are not known either, the one question that reads them says so.
  return (knownValue(() => Object.keys(variables())) ?? [""]).map((name) => () => {
    const value = variables()[name];
    const kind =
      typeof value !== "string"
        ? undefined
        : (formatOf(value) ?? (isNamedSecret(name, value) ? "a secret by its name" : undefined));
    return findingIf(
      kind !== undefined,
      `Environment::${name}`,
      `The function ${resource.name} holds ${kind} in the environment variable ${name}; give it the ARN of a Secrets Manager secret.`,
    );
  });
}

async function codeFindings({ name, props }: JudgedResource): Promise<readonly Finding[]> {
  const assets = asObject(await asObject(unwatched(props.code)).assets);
  const findings = Object.entries(assets).map(async ([path, asset]) => {
    const text = await asObject(asset).text;
    const kind = typeof text === "string" ? (formatOf(text) ?? assignedIn(text)) : undefined;
    return findingIf(
      kind !== undefined,
      `Code::${path}`,
      `The code of the function ${name} holds ${kind} (${path}); read it from Secrets Manager when the function starts.`,
    );
  });
  return (await Promise.all(findings)).flat();
}

/** What texts of these forms are (the issuers' own documentation of their token formats). */
const formats: readonly { readonly kind: string; readonly pattern: RegExp }[] = [
  { kind: "an AWS access key id", pattern: /\b(AKIA|ASIA)[A-Z0-9]{16}\b/ },
  { kind: "a private key", pattern: /-----BEGIN ([A-Z]+ )*PRIVATE KEY-----/ },
  { kind: "a GitHub token", pattern: /\b(gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{60,})/ },
  { kind: "a Slack token", pattern: /\bxox[abeprs]-[A-Za-z0-9-]{10,}/ },
  { kind: "a Stripe key", pattern: /\b[rs]k_live_[A-Za-z0-9]{16,}/ },
  { kind: "a JSON web token", pattern: /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/ },
  { kind: "a password in a URL", pattern: /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@"'`]+:[^\s/@"'`]{3,}@/i },
];

function formatOf(text: string): string | undefined {
  return formats.find(({ pattern }) => pattern.test(text))?.kind;
}

/** A variable whose name promises a secret, unless its value names where the secret is. */
function isNamedSecret(name: string, value: string): boolean {
  const promises = /(^|_)(PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|PRIVATE_?KEY|CREDENTIALS?|ACCESS_?KEY)$/i.test(
    name.replace(/([a-z])([A-Z])/g, "$1_$2"),
  );
  return promises && value !== "" && !/^(arn:|\/|https?:\/\/|\{\{resolve:)/.test(value);
}

/** An assignment of a literal that looks made by a machine: letters and digits, 16 or more, without a space. */
function assignedIn(code: string): string | undefined {
  const assignment =
    /(password|passwd|secret|token|api_?key|access_?key)["']?\s*[:=]\s*["']((?=[^"']*\d)(?=[^"']*[A-Za-z])[A-Za-z0-9+/=_.-]{16,})["']/i;
  const found = assignment.exec(code);
  return found !== null && !/^arn:/.test(found[2] ?? "") ? `a value for ${found[1]}` : undefined;
}
