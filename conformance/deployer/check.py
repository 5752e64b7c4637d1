#!/usr/bin/env python3
"""Compares the recorded calls of a deployment with CloudFormation's handlers, and both with the deployer's policy.

Runs from the project's root. Exit code 1 if something is missing or needless; a notice and exit code 0 if cfn-lint, which bundles
CloudFormation's resource schemas, is not installed or too old to have their handlers. Afterwards `simulate.py` tries the policy with another implementation of IAM.
"""

import fnmatch
import json
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
POLICY = HERE.parent.parent / "docs" / "deployer-policy.json"
OPERATIONS = ("create", "read", "update", "delete")


def main():
    try:
        import cfnlint
    except ImportError:
        print("notice: cfn-lint is not installed (pip install cfn-lint); the deployer's permissions were not checked.")
        return 0
    handlers = handlers_by_type(Path(cfnlint.__file__).parent / "data" / "schemas")
    if not any(handlers.values()):
        print("notice: this cfn-lint bundles no handlers (1.58.0 does); the deployer's permissions were not checked.")
        return 0
    calls = json.loads((HERE / "calls.json").read_text())
    not_needed = json.loads((HERE / "not-needed.json").read_text())["types"]
    problems = [*handler_gaps(calls["types"], handlers, not_needed), *policy_gaps(calls, json.loads(POLICY.read_text()))]
    for problem in problems:
        print(problem)
    if not problems:
        print(f"{len(calls['types'])} types: recorded calls, CloudFormation's handlers and {POLICY.name} agree.")
    simulated = subprocess.run([sys.executable, str(HERE / "simulate.py")], check=False)
    return 1 if problems or simulated.returncode != 0 else 0


def handlers_by_type(schemas):
    """Maps each CloudFormation type to the permissions of its handlers and of its tags, in lower case."""
    found = {}
    for file in (schemas / "resources").glob("*.json"):
        schema = json.loads(file.read_text())
        handlers = schema.get("handlers", {})
        permissions = [action for operation in OPERATIONS for action in handlers.get(operation, {}).get("permissions", [])]
        permissions += (schema.get("tagging") or {}).get("permissions", [])
        found.setdefault(schema.get("typeName"), set()).update(action.lower() for action in permissions)
    return found


def handler_gaps(types, handlers, not_needed):
    """Yields each permission of a handler that is neither recorded nor listed with a reason, and each needless reason."""
    recorded = {}
    for entry in types.values():
        if "cloudFormation" in entry:
            recorded.setdefault(entry["cloudFormation"], set()).update(actions_of(entry))
    for name, actions in sorted(recorded.items()):
        if name not in handlers:
            yield f"{name}: cfn-lint has no schema of this type."
            continue
        excused = {action.lower() for actions in not_needed.get(name, {}).values() for action in actions}
        known = {action.lower() for action in actions}
        for action in sorted(handlers[name] - known - excused):
            yield f"{name}: its handlers need {action}; record it in calls.json, or say in not-needed.json why not."
        for action in sorted((excused - handlers[name]) | (excused & known)):
            yield f"{name}: not-needed.json lists {action}, which no handler needs or calls.json records."
    for name in sorted(set(not_needed) - set(recorded)):
        yield f"{name}: not-needed.json lists a type that calls.json does not."


def actions_of(entry):
    return {action for operation in OPERATIONS for action in entry[operation]}


def policy_gaps(calls, policy):
    """Yields each recorded action that no statement allows, and each allowed one that nothing needs."""
    allowed = {action for statement in policy["Statement"] if statement["Effect"] == "Allow" for action in statement["Action"]}
    needed = {*calls["always"], *calls["doctor"]}.union(*(actions_of(entry) for entry in calls["types"].values()))
    for action in sorted(needed):
        if not any(fnmatch.fnmatchcase(action.lower(), pattern.lower()) for pattern in allowed):
            yield f"{POLICY.name}: allows no {action}, which calls.json records."
    for action in sorted(allowed - needed):
        yield f"{POLICY.name}: allows {action}, which calls.json does not record."


if __name__ == "__main__":
    sys.exit(main())
