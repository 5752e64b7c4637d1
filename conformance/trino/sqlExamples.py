"""Asks Trino the tests' examples of its SQL: statements without tables, with Trino's rows or the name of its error."""

import json
from pathlib import Path

from compare import differences

FILES = Path("tests/sandbox/lake")
# The examples are Trino 400's, to which CloudTrail Lake and Athena's engine version 3 are nearer. These are the ones that pom.xml's Trino answers otherwise.
NEWER = Path(__file__).resolve().parent / "newerAnswers.json"


def sql_examples():
    """Lists the examples of the test files: each has `sql`, and `types` and `rows`, or the `code` of an error."""
    contents = [json.loads(file.read_text()) for file in sorted(FILES.glob("*Examples.json"))]
    return [example for content in contents for example in content.get("examples", []) + content.get("refusals", [])]


def example_problems(trino, examples):
    """Yields the examples to which Trino answers neither as they say nor as is known of the newer one, and what is known of no example."""
    newer = json.loads(NEWER.read_text())
    for example in examples:
        expected = newer.get(example["sql"], example)
        for problem in problems_of(expected, trino.ask(example["sql"])):
            yield f"{example['sql']}: {problem}"
    unused = set(newer) - {example["sql"] for example in examples}
    yield from (f"{sql}: it is in {NEWER.name}, and no example" for sql in sorted(unused) if examples)


def problems_of(expected, answer):
    if "code" in expected:
        if answer.get("code") != trino_code(expected["code"]):
            yield f"the error is {expected['code']}, Trino's is {answer.get('code', 'none')}"
        return
    yield from differences({"rows": expected["rows"]}, answer)
    if "types" in answer and answer["types"] != expected["types"]:
        yield f"the types are {expected['types']}, Trino's are {answer['types']}"


def trino_code(code):
    """Gives Trino's name of an error: its parser alone says only which exception it threw."""
    return "SYNTAX_ERROR" if code.endswith("Exception") else code
