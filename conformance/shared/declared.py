"""Runs a check on the declared resources, and on planted violations, which it must find."""

import copy
import json
import os
import sys


def run(check, planted):
    """Checks every declared resource and each planted violation; prints the findings and a last line with counts, and exits with 1
    if a resource violates anything or a planted violation is not found. `check` takes a list of resources and returns findings as texts.
    A planted violation is (title, type, CloudFormation type or None, path of the input or `type` itself, bad value, part of the finding)."""
    with open(os.environ["CONFORMANCE_RESOURCES"], encoding="utf8") as file:
        resources = json.load(file)
    findings = check(resources)
    missed = [title for title, *violation in planted if not found(check, resources, *violation)]
    for finding in findings:
        print(finding)
    for title in missed:
        print(f"planted violation not found: {title}")
    print(
        f"{len(resources)} resources, {len(findings)} violations; "
        f"{len(planted) - len(missed)} of {len(planted)} planted violations found"
    )
    sys.exit(1 if findings or missed else 0)


def found(check, resources, of_type, type_name, path, value, part):
    """Plants one violation into the first resource of its type that has the input, and checks that resource alone."""
    for resource in resources:
        if resource["type"] == of_type and type_name in (None, resource["inputs"].get("typeName")):
            changed = copy.deepcopy(resource)
            if put(changed if path == ["type"] else changed["inputs"], path, value):
                return any(part in finding for finding in check([changed]))
    raise LookupError(f"no {type_name or of_type} has {'.'.join(map(str, path))}")


def put(container, path, value):
    """Replaces the value at a path, also inside JSON texts. Returns False if the path has no value."""
    step, *rest = path
    if not (step in container if isinstance(container, dict) else step < len(container)):
        return False
    if not rest:
        container[step] = value
        return True
    inner = container[step]
    if not isinstance(inner, str):
        return put(inner, rest, value)
    parsed = json.loads(inner)
    replaced = put(parsed, rest, value)
    container[step] = json.dumps(parsed)
    return replaced
