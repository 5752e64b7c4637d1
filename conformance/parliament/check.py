#!/usr/bin/env python3
"""Compares the policy managed-policies with the content of every AWS managed policy in moto, which parliament reads with its own list of actions.

Verdicts that differ must have a reason in differences.json, and the pack's table must be up to date.
"""

import json
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import parliament
from harness import command, printed, read_json, run, unused
from managed_policies import managed_policies

HERE = Path(__file__).resolve().parent
FEWEST_NAMED = 10
PARTS = {"Partition": "aws", "Region": "eu-west-1", "Account": "210987654321"}


def compare():
    day, documents = managed_policies()
    refused = json.loads(printed("parliament/verdicts.ts", input=json.dumps(list(documents))))
    granting = {name: found for name, document in documents.items() if (found := whole_services(document))}
    listed_differences = read_json(HERE / "differences.json")
    differing = {name for name in documents if pack_services(refused.get(name)) != set(granting.get(name, [])) or (name in refused) != (name in granting)}
    environment = {**os.environ, "CONFORMANCE_PYTHON": sys.executable}
    written = subprocess.run(command("parliament/writeManagedPolicies.ts", "--check"), check=False, stdout=subprocess.PIPE, text=True, env=environment)
    problems = [
        *(
            f"{name}: the pack finds {refused.get(name) or 'nothing'}, parliament {' '.join(granting.get(name, [])) or 'nothing'}; "
            "correct one, or say in differences.json why"
            for name in sorted(differing - set(listed_differences))
        ),
        *unused(listed_differences, differing, "a difference"),
        *(f"planted policy {title}: {found} instead of {expected}" for title, expected, found in misread()),
        *([written.stdout.strip()] if written.returncode else []),
    ]
    counts = f"{len(refused)} refused by the pack, {len(granting)} by parliament, {len(listed_differences)} listed differences"
    return problems, f"{len(documents)} managed policies of {day}: {counts}"


def pack_services(entry):
    """Returns the prefixes in an entry of the pack's table that parliament knows. `*` means every service except for those that follow."""
    first, *others = (entry or "").split() or [""]
    return set(definitions()) - set(others) if first == "*" else {first, *others} & set(definitions())


def whole_services(document):
    """Returns the prefixes that the policy grants whole in parliament's expansion: on everything, without a condition, less what it denies on everything."""
    statements = document["Statement"]
    statements = [s for s in (statements if isinstance(statements, list) else [statements]) if is_unconditional(s)]
    text = json.dumps([statement["Action"] for statement in statements if "Action" in statement]).lower()
    every = '"*"' in text or any("NotAction" in statement for statement in statements)
    return [prefix for prefix in definitions() if (every or f'"{prefix}:' in text) and is_granted_whole(statements, prefix)]


def is_granted_whole(statements, prefix):
    about = [(s["Effect"], *actions_in(s, prefix)) for s in statements if is_on_everything(s, prefix)]
    allowed = set().union(*(actions for effect, actions, _ in about if effect == "Allow"))
    denied = set().union(*(actions for effect, actions, _ in about if effect == "Deny"))
    every = definitions()[prefix]["actions"]
    by_wildcard = any(whole for effect, _, whole in about if effect == "Allow") and not any(whole for effect, _, whole in about if effect == "Deny")
    return by_wildcard or (len(every) >= FEWEST_NAMED and every <= allowed - denied)


def actions_in(statement, prefix):
    """Returns the actions of a service that a statement covers, and whether a wildcard covers them all."""
    every = definitions()[prefix]["actions"]
    if "NotAction" in statement:
        excluded = set().union(*(expanded(pattern, prefix) for pattern in listed(statement["NotAction"])))
        return every - excluded, not excluded
    patterns = listed(statement["Action"])
    return set().union(*(expanded(pattern, prefix) for pattern in patterns)), any(pattern.lower() in ("*", f"{prefix}:*") for pattern in patterns)


@cache
def expanded(pattern, prefix):
    if pattern != "*" and pattern.split(":")[0].lower() != prefix:
        return frozenset()
    found = parliament.expand_action(pattern, raise_exceptions=False)
    return frozenset(one["action"] for one in found if one["service"] == prefix)


def is_unconditional(statement):
    return all(
        operator == "Bool" and {key.lower(): str(value).lower() for key, value in keys.items()} == {"aws:securetransport": "true"}
        for operator, keys in statement.get("Condition", {}).items()
    )


def is_on_everything(statement, prefix):
    if "NotResource" in statement:
        return all(resource.split(":")[2:3] not in ([prefix], ["*"], []) for resource in listed(statement["NotResource"]))
    resources = listed(statement["Resource"])
    if "*" in resources or any(re.fullmatch(rf"arn:[^:]+:{prefix}:\*?:\*?:[*/:]+", resource) for resource in resources):
        return True
    arns = definitions()[prefix]["arns"]
    return bool(arns) and all(any(parliament.is_glob_match(resource, arn) for resource in resources) for arn in arns)


@cache
def definitions():
    """Returns, by prefix, the actions of parliament's definition and an example ARN of each resource type. A prefix can have several definitions."""
    found = {}
    for service in parliament.iam_definition:
        one = found.setdefault(service["prefix"], {"actions": set(), "arns": set()})
        one["actions"] |= {privilege["privilege"] for privilege in service["privileges"]}
        forms = [re.sub(r"\$\{(\w+)\}", lambda part: PARTS.get(part[1], "a1b2c3"), resource["arn"]) for resource in service["resources"]]
        one["arns"] |= {form for form in forms if form.split(":")[2] == service["prefix"]}
    return {prefix: one for prefix, one in found.items() if one["actions"]}


def listed(value):
    return value if isinstance(value, list) else [value]


def misread():
    """Checks the functions above with policies whose result is obvious, and yields those that they get wrong."""
    for title, expected, *statements in PLANTED:
        found = whole_services({"Statement": [{"Effect": "Allow", "Resource": "*", **statement} for statement in statements]})
        if found != expected:
            yield title, expected, found


PLANTED = [
    ("of a wildcard", ["sqs"], {"Action": "sqs:*"}),
    ("of reading", [], {"Action": ["sqs:Get*", "sqs:List*"]}),
    ("of one queue", [], {"Action": "sqs:*", "Resource": "arn:aws:sqs:*:*:audit-*"}),
    ("of every queue by ARN", ["sqs"], {"Action": "sqs:*", "Resource": "arn:aws:sqs:*:*:*"}),
    ("with a condition", [], {"Action": "sqs:*", "Condition": {"StringEquals": {"aws:ResourceTag/team": "audit"}}}),
    ("with a denial of all", [], {"Action": "sqs:*"}, {"Effect": "Deny", "Action": "*"}),
]

run(compare)
