#!/usr/bin/env python3
"""Compares the recorded calls of a deployment with CloudFormation's handlers, as cfn-lint bundles them, and both with the deployer's policy, which
`simulate.py` tries with another implementation of IAM."""

import fnmatch
from pathlib import Path

import cfnlint
from harness import read_json, run
from simulate import simulated

HERE = Path(__file__).resolve().parent
POLICY = HERE.parent.parent / "docs" / "deployer-policy.json"
OPERATIONS = ("create", "read", "update", "delete")


def compare():
    handlers = handlers_by_type(Path(cfnlint.__file__).parent / "data" / "schemas")
    calls = read_json(HERE / "calls.json")
    not_needed = read_json(HERE / "not-needed.json")["types"]
    *problems, summary = simulated(POLICY)
    problems = [*handler_gaps(calls["types"], handlers, not_needed), *policy_gaps(calls, read_json(POLICY)), *problems]
    return problems, f"{len(calls['types'])} types compared with CloudFormation's handlers and {POLICY.name}; {summary}"


def handlers_by_type(schemas):
    """Maps each CloudFormation type to the permissions of its handlers and of its tags, in lower case."""
    found = {}
    for file in (schemas / "resources").glob("*.json"):
        schema = read_json(file)
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


run(compare)
