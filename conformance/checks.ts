/** A check of conformance/: `check.py` in the folder of its name. */
export interface Check {
  readonly compares: string;
  /** Tools besides Node and Python with the packages of requirements.txt. */
  readonly needs?: string;
}

/** The checks by name. */
export const checks: Readonly<Record<string, Check>> = {
  boto3: {
    compares: "the sandbox's services and CloudTrail Data endpoint with boto3's clients and AWS's API references",
  },
  botocore: { compares: "the API calls of a deployment with botocore's service models" },
  cfnlint: { compares: "declared resources with CloudFormation's schemas in cfn-lint" },
  deployer: {
    compares: "the deployer's policy with CloudFormation's handlers and iam-simulate",
    needs: "npm, which installs iam-simulate",
  },
  eventRuler: { compares: "event patterns with AWS's Event Ruler", needs: "Maven and Java 11 or later" },
  moto: { compares: "redrive, backfill and doctor with moto's SQS" },
  parliament: { compares: "the policy managed-policies with parliament's reading of AWS's managed policies" },
  runtimes: { compares: "the policy pack's Lambda runtimes with botocore and cfn-lint" },
  sigma: { compares: "the Sigma compiler and correlation with pySigma" },
  trino: {
    compares: "objects in S3, saved queries and rules with Trino, pyarrow and DuckDB",
    needs: "Maven, and a JDK 25 that JAVA25_HOME names",
  },
};

/**
 * Lists the checks to run: the named ones, or all.
 * @throws RangeError for an unknown name, with a table of the checks
 */
export function namedChecks(names: readonly string[]): readonly string[] {
  const known = Object.keys(checks);
  const unknown = names.filter((name) => !Object.hasOwn(checks, name));
  if (unknown.length > 0) {
    const rows = Object.entries(checks).map(
      ([name, { compares, needs }]) =>
        `  ${name.padEnd(10)}  ${compares}${needs === undefined ? "" : ` (needs ${needs})`}`,
    );
    throw new RangeError(`There is no check ${unknown.join(", ")}. The checks are:\n${rows.join("\n")}`);
  }
  return names.length === 0 ? known : known.filter((name) => names.includes(name));
}
