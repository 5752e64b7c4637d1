#!/usr/bin/env python3
"""Compares the policy pack's table of Lambda runtimes with botocore's model of Lambda's API and cfn-lint's deprecation dates.

Runs from the project's root. Exit code 1 if a runtime of either is missing or has another date, if the table has a runtime that the API
does not accept, or if a listed exception is no longer one.
"""

import json
import subprocess
import sys
from pathlib import Path

import botocore.session
import cfnlint

HERE = Path(__file__).resolve().parent

UNDOCUMENTED = {"custom": "no page of the Lambda Developer Guide names it"}
NOT_IN_CFN_LINT = {
    "java11.al2023": "released in July 2026; AWS Lambda Developer Guide",
    "java17.al2023": "released in July 2026; AWS Lambda Developer Guide",
    "java8.al2023": "released in July 2026; AWS Lambda Developer Guide",
    "nodejs26.x": "in public preview since July 2026; its day is not announced",
    "python3.15": "in public preview since July 2026; its day is not announced",
}


def main():
    command = ["node", "--require", "./cli/register.js", str(HERE / "printRuntimes.ts")]
    table = dict(json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout))
    api = set(botocore.session.get_session().get_service_model("lambda").shape_for("Runtime").enum)
    lifecycle = Path(cfnlint.__file__).parent / "data" / "AdditionalSpecs" / "LmbdRuntimeLifecycle.json"
    days = {name: one["deprecated"] for name, one in json.loads(lifecycle.read_text()).items() if name in api}
    problems = [f"{name}: botocore has it, the table does not." for name in sorted(api - set(table) - set(UNDOCUMENTED))]
    problems += [f"{name}: the table has it, botocore does not." for name in sorted(set(table) - api)]
    problems += [f"{name}: listed as undocumented for nothing." for name in sorted(set(UNDOCUMENTED) - (api - set(table)))]
    problems += [
        f"{name}: {table[name]} in the table, {days[name]} in cfn-lint." for name in sorted(set(table) & set(days)) if table[name] != days[name]
    ]
    problems += [f"{name}: cfn-lint does not have it; name a source." for name in sorted(set(table) - set(days) - set(NOT_IN_CFN_LINT))]
    problems += [f"{name}: listed as missing in cfn-lint for nothing." for name in sorted(set(NOT_IN_CFN_LINT) - (set(table) - set(days)))]
    for problem in problems:
        print(problem)
    print(f"{len(table)} runtimes, {len(set(table) & set(days))} days as in cfn-lint; {len(api)} in botocore, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
