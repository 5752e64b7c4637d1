#!/usr/bin/env python3
"""Compares the policy pack's table of Lambda runtimes with botocore's model of Lambda's API and cfn-lint's deprecation dates.

A runtime of either that is missing or has another day is a problem, and so is one that the API does not take.
"""

import json
from pathlib import Path

import botocore.session
import cfnlint
from harness import printed, read_json, run, unused

UNDOCUMENTED = {"custom": "no page of the Lambda Developer Guide names it"}
NOT_IN_CFN_LINT = {
    "java11.al2023": "released in July 2026; AWS Lambda Developer Guide",
    "java17.al2023": "released in July 2026; AWS Lambda Developer Guide",
    "java8.al2023": "released in July 2026; AWS Lambda Developer Guide",
    "nodejs26.x": "in public preview since July 2026; its day is not announced",
    "python3.15": "in public preview since July 2026; its day is not announced",
}


def compare():
    table = dict(json.loads(printed("runtimes/printRuntimes.ts")))
    api = set(botocore.session.get_session().get_service_model("lambda").shape_for("Runtime").enum)
    lifecycle = read_json(Path(cfnlint.__file__).parent / "data" / "AdditionalSpecs" / "LmbdRuntimeLifecycle.json")
    days = {name: one["deprecated"] for name, one in lifecycle.items() if name in api}
    both = set(table) & set(days)
    problems = [
        *(f"{name}: botocore has it, the table does not" for name in sorted(api - set(table) - set(UNDOCUMENTED))),
        *(f"{name}: the table has it, botocore does not" for name in sorted(set(table) - api)),
        *(f"{name}: {table[name]} in the table, {days[name]} in cfn-lint" for name in sorted(both) if table[name] != days[name]),
        *(f"{name}: cfn-lint does not have it; name a source" for name in sorted(set(table) - set(days) - set(NOT_IN_CFN_LINT))),
        *unused(UNDOCUMENTED, api - set(table), "undocumented"),
        *unused(NOT_IN_CFN_LINT, set(table) - set(days), "missing in cfn-lint"),
    ]
    return problems, f"{len(table)} runtimes, {len(both)} days as in cfn-lint; {len(api)} in botocore"


run(compare)
