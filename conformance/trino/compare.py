"""Compares an answer of Trino's with the rows that are expected."""

import json
import re
from collections import Counter


def differences(expected, answer):
    """Yields how an answer differs in its columns, its types where they are known, and its rows, whose order is free."""
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
    """Gives the name that Athena has for a type of Trino's: the parameters are left out."""
    return re.sub(r"^([a-z]+)\(.*\)(| with time zone)$", r"\1\2", text)


def canonical(row):
    """Writes a row so that equal ones are equal texts: a whole number is one whatever its type."""
    return json.dumps(whole(row), sort_keys=True, ensure_ascii=False)


def whole(value):
    if isinstance(value, list):
        return [whole(item) for item in value]
    if isinstance(value, dict):
        return {key: whole(entry) for key, entry in value.items()}
    return int(value) if isinstance(value, float) and value.is_integer() else value
