"""Runs the tests' examples of Trino's SQL in Trino: statements without tables, with the expected rows or the name of the error."""

import json
from pathlib import Path

from compare import differences

FILES = Path("tests/sandbox/lake")
# The examples are for Trino 400, which is closer to CloudTrail Lake and Athena's engine version 3. The Trino of pom.xml answers these differently.
NEWER = Path(__file__).resolve().parent / "newerAnswers.json"


def sql_examples():
    """Lists the examples of the test files: each has `sql`, and `types` and `rows`, or the `code` of an error."""
    contents = [json.loads(file.read_text()) for file in sorted(FILES.glob("*Examples.json"))]
    return [example for content in contents for example in content.get("examples", []) + content.get("refusals", [])]


def example_problems(trino, examples):
    """Yields the examples that Trino answers neither as they say nor as listed for the newer version, and the listed differences without an example."""
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
    """Returns Trino's name of an error. For a parser error Trino reports only the exception's class."""
    return "SYNTAX_ERROR" if code.endswith("Exception") else code
