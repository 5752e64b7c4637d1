#!/usr/bin/env python3
"""Compares this project's Sigma compiler and correlation with pySigma and its sqlite backend, rule by rule, on the same events.

Each rule of rules/ and of the folder that SIGMA_RULES names is converted by both. pySigma's SQL runs over a table of the vendor's own events, this project's in
the sandbox's CloudTrail Lake over the audit events that its mapping makes of them. Both must give the same events; of a correlation, the same events in all of
its windows. A rule that only one of the two can express must be listed below.

Left out, and counted: events in which a field of the rule holds an object, or a list of several values, for which table columns have no common form,
events in which this project masks such a field, and those in which a field that is compared with a network is no address.
"""

import ipaddress
import json
import re
import sqlite3

from harness import printed, run, unused
from sigma.backends.sqlite import sqliteBackend
from sigma.collection import SigmaCollection
from sigma.correlations import SigmaCorrelationRule
from sigma.exceptions import SigmaError
from sigma.processing.pipeline import ProcessingPipeline

# Rules that only one of the two expresses, by file, with the reason.
ONLY_HERE = {}
ONLY_PYSIGMA = {
    "temporal.yml": "docs/detections.md: correlations count events or values",
    "value-sum.yml": "docs/detections.md: correlations count events or values",
}

AUDIT_EVENT = {
    *("UID", "additionalEventData", "errorCode", "errorMessage", "eventName", "eventSource", "eventTime"),
    *("requestParameters", "responseElements", "sourceIPAddress", "userAgent", "userIdentity"),
}
PLACEHOLDERS = """
name: placeholders
priority: 1
vars:
  legtimate_identifiers: [x]
transformations:
  - id: values
    type: value_placeholders
"""
MANY = object()


def value_at(value, path):
    """Returns the values at a path; a list on the way contributes the values of each of its items."""
    if isinstance(value, list) and not (path and path[0].isdigit()):
        return [found for item in value for found in value_at(item, path)]
    if not path:
        return [value]
    if isinstance(value, list):
        index = int(path[0])
        return value_at(value[index], path[1:]) if index < len(value) else []
    return value_at(value[path[0]], path[1:]) if isinstance(value, dict) and path[0] in value else []


def text_of(event, audit_event, wrapper, name):
    """Returns the content of a table column: a text, None if there is no value, or MANY."""
    path = name.split(".")
    places = [(event, path)]
    if wrapper is not None:
        inner = path[1:] if path[0] == wrapper else path
        places = [(event, [wrapper, *inner]), (event, inner)]
    if path[0] in AUDIT_EVENT and path[0] not in event:
        places = [(audit_event, path)]
    for source, way in places:
        found = [value for value in value_at(source, way) if value is not None]
        if len(found) > 1 or any(isinstance(value, dict) for value in found):
            return MANY
        if found:
            return found[0] if isinstance(found[0], str) else json.dumps(found[0])
    return None


def fields_of(backend, collection):
    fields = set()
    for rule in collection.rules:
        if isinstance(rule, SigmaCorrelationRule):
            aliased = [field for alias in rule.aliases for field in alias.mapping.values()] if rule.aliases else []
            names = {alias.alias for alias in rule.aliases} if rule.aliases else set()
            counted = getattr(rule.condition, "fieldref", None)
            fields |= {*aliased, *(set(rule.group_by or []) - names), *([] if counted is None else [counted])}
        else:
            fields |= set(backend.required_fields(rule))
    return sorted(field for field in fields if field)


def matched(text, answer):
    """Returns the ids that pySigma's SQL selects, and the events that are left out."""
    pipeline = ProcessingPipeline.from_yaml(PLACEHOLDERS) if "|expand" in text else None
    backend = sqliteBackend(
        pipeline,
        table="events",
        collate_nocase=True,
        event_id_field="pysigma_id",
        timestamp_field="pysigma_time",
        timestamp_format="unix",
        fulltext_field="pysigma_text",
    )
    collection = SigmaCollection.from_yaml(text)
    queries = backend.convert(collection)
    fields = [field for field in fields_of(backend, collection) if field != "pysigma_text"]
    database = sqlite3.connect(":memory:")
    database.create_function("regexp", 2, lambda pattern, value: value is not None and re.search(pattern, value) is not None)
    numeric = set(re.findall(r"([\w.]+)\|(?:gte?|lte?):", text))
    networks = set(re.findall(r"([\w.]+)\|cidr:", text))
    columns = ", ".join(f"`{field}` {'NUMERIC' if field in numeric else 'TEXT'}" for field in fields)
    database.execute(f"CREATE TABLE events (pysigma_id TEXT, pysigma_time INTEGER, pysigma_text TEXT{', ' if fields else ''}{columns})")
    out = set()
    for one in answer["events"]:
        values = [text_of(one["event"], one["auditEvent"], answer["wrapper"], field) for field in fields]
        # pySigma compares the beginning of the text, even if it is no address.
        values = [MANY if field in networks and not is_address(value) else value for field, value in zip(fields, values)]
        if any(value is MANY for value in values) or any(is_masked(field, one["redacted"]) for field in fields):
            out.add(one["id"])
            continue
        # SQLite sorts every text after every number; the specification compares numbers.
        values = [None if field in numeric and not is_number(value) else value for field, value in zip(fields, values)]
        row = [one["id"], one["time"], json.dumps(one["event"], ensure_ascii=False), *values]
        database.execute(f"INSERT INTO events VALUES ({', '.join('?' * len(row))})", row)
    found = set()
    for query in queries:
        cursor = database.execute(query)
        names = [column[0] for column in cursor.description]
        for row in cursor:
            if "event_ids" in names:
                found |= {one.split(":", 1)[1] for one in json.loads(row[names.index("event_ids")])}
            else:
                found.add(row[names.index("pysigma_id")])
    return found, out


def is_number(text):
    return text is not None and re.fullmatch(r"-?\d+(\.\d+)?", text) is not None


def is_address(text):
    try:
        return text is None or bool(ipaddress.ip_address(text))
    except ValueError:
        return False


def is_masked(field, redacted):
    """Reports whether a masked path belongs to the field, in any of the places where a mapping may put it."""
    last = field.split(".")[-1]
    return any(path.split(".")[-1] == last for path in redacted)


def compare():
    problems, only_one, agreed, events, left_out, found_events = [], set(), 0, 0, 0, 0
    for line in printed("sigma/printAnswers.ts").splitlines():
        answer = json.loads(line)
        file = answer["file"]
        try:
            theirs, out = matched(answer["text"], answer if "events" in answer else {"events": [], "wrapper": None})
        except SigmaError as error:
            theirs, out, reason = None, set(), f"{type(error).__name__}: {error}"
        if "refusal" in answer and theirs is None:
            continue
        if "refusal" in answer:
            only_one.add(file)
            if file not in ONLY_PYSIGMA:
                problems.append(f"{file}: only pySigma expresses it; here: {answer['refusal']}")
            continue
        if theirs is None:
            only_one.add(file)
            if file not in ONLY_HERE:
                problems.append(f"{file}: only this project expresses it; pySigma: {reason}")
            continue
        ours = set(answer["uids"]) - out
        events += len(answer["events"])
        left_out += len(out)
        found_events += len(theirs)
        agreed += ours == theirs
        if ours != theirs:
            problems.append(f"{file}: only here {sorted(ours - theirs)[:5]}, only pySigma {sorted(theirs - ours)[:5]}, of {len(ours | theirs)}.")
    problems += unused([*ONLY_HERE, *ONLY_PYSIGMA], only_one, "a rule that only one expresses")
    return problems, f"{agreed} rules agree with pySigma on {events} events ({found_events} found, {left_out} left out)"


run(compare)
