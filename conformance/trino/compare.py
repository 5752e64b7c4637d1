"""Compares a result of Trino with the expected rows."""

import json
import re
from collections import Counter


def differences(expected, answer):
    """Yields the differences of a result in columns, in types if known, and in rows, in any order."""
    if "error" in answer:
        yield f"Trino refuses it: {answer['error'].splitlines()[0]}"
        return
    if "columns" in expected and lower(expected["columns"]) != lower(answer["columns"]):
        yield f"the columns are {expected['columns']}, Trino's are {answer['columns']}"
    types = [athena_type(text) for text in answer["types"]]
    if "types" in expected and expected["types"] != types:
        yield f"the types are {expected['types']}, Trino's are {types}"
    ours, theirs = (Counter(map(canonical, rows)) for rows in (expected["rows"], answer["rows"]))
    if ours != theirs:
        first = lambda rows: next(iter(rows), "none")[:400]
        yield f"{sum(ours.values())} rows, Trino has {sum(theirs.values())}: only here {first(ours - theirs)}, only there {first(theirs - ours)}"


def lower(names):
    return [name.lower() for name in names]


def athena_type(text):
    """Returns Athena's name for a Trino type, without its parameters."""
    return re.sub(r"^([a-z]+)\(.*\)(| with time zone)$", r"\1\2", text)


def canonical(row):
    """Writes a row as text, so equal rows are equal texts: whole numbers of all types look the same."""
    return json.dumps(whole(row), sort_keys=True, ensure_ascii=False)


def whole(value):
    if isinstance(value, list):
        return [whole(item) for item in value]
    if isinstance(value, dict):
        return {key: whole(entry) for key, entry in value.items()}
    return int(value) if isinstance(value, float) and value.is_integer() else value
