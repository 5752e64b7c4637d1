"""Checks the declared resources, and planted violations, which the check must find."""

import copy
import json

from harness import printed, run


def run_on_resources(check, planted):
    """Runs `check`, which takes a list of resources and returns findings as texts, on every declared resource and on each planted violation. A
    planted violation is (title, type, CloudFormation type or None, path of the input or `type` itself, bad value, part of the finding)."""

    def check_all():
        resources = json.loads(printed("common/printResources.ts"))
        missed = [title for title, *violation in planted if not found(check, resources, *violation)]
        problems = [*check(resources), *(f"planted violation not found: {title}" for title in missed)]
        return problems, f"{len(resources)} resources, {len(planted) - len(missed)} of {len(planted)} planted violations found"

    run(check_all)


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
