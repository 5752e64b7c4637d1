#!/usr/bin/env python3
"""Checks the API calls that create the declared resources against botocore's service models: required members, lengths and ranges, enums,
patterns and types. botocore itself checks neither maxima, enums nor patterns before it sends."""

import functools

import botocore.session
import regex
from calls import ROWS, calls_of
from declared import run_on_resources

SESSION = botocore.session.get_session()
CLOUD_CONTROL = "aws:cloudcontrol/resource:Resource"
TYPES = {
    "string": str,
    "integer": int,
    "long": int,
    "double": (int, float),
    "float": (int, float),
    "boolean": bool,
    "list": list,
    "map": dict,
    "structure": dict,
    "blob": bytes,
}


@functools.cache
def service_model(service):
    return SESSION.get_service_model(service)


def check(resources):
    return [finding for resource in resources for finding in check_resource(resource)]


def check_resource(resource):
    place = f"{resource['stack']} {resource['name']}"
    if resource["type"] not in ROWS:
        return [f"{place}: {resource['type']} has no row in conformance/common/calls.py; add the calls that its provider makes"]
    calls, unused = calls_of(resource)
    missing = [f"{place}: {resource['type']} has no place for {name} in conformance/common/calls.py" for name in unused]
    return missing + [
        f"{place}: {service}.{operation} {finding}"
        for service, operation, parameters in calls
        for finding in check_value(service_model(service).operation_model(operation).input_shape, parameters, "")
    ]


def check_value(shape, value, path):
    expected = TYPES[shape.type_name]
    if not isinstance(value, expected) or (isinstance(value, bool) and expected is not bool):
        return [f"{path}: {value!r} is no {shape.type_name}"]
    return [f"{path}: {fault}" for fault in faults(shape, value)] + [
        finding for inner, entry, place in members(shape, value, path) for finding in check_value(inner, entry, place)
    ]


def faults(shape, value):
    """Returns what is wrong with a value itself. The length of a text is in characters, that of a list or map in entries."""
    bounds = shape.metadata
    size = len(value) if hasattr(value, "__len__") else value
    if size < bounds.get("min", size) or size > bounds.get("max", size):
        yield f"{size} is not in {bounds.get('min', '')}..{bounds.get('max', '')} ({str(value)[:80]!r})"
    if isinstance(value, str) and "pattern" in bounds and not regex.fullmatch(in_python(bounds["pattern"]), value):
        yield f"{value[:80]!r} does not match the pattern {bounds['pattern']}"
    if isinstance(value, str) and bounds.get("enum") and value not in bounds["enum"]:
        yield f"{value!r} is not in the enum {', '.join(bounds['enum'])}"
    if shape.type_name == "structure":
        for name in shape.required_members:
            if name not in value:
                yield f"{name} is required"
        for name in value:
            if name not in shape.members:
                yield f"{name} is unknown"


@functools.cache
def in_python(pattern):
    """Joins each pair of surrogates, since Java's regular expressions count it as one character."""

    def character(pair):
        high, low = (int(half, 16) for half in pair.groups())
        return f"\\U{0x10000 + (high - 0xD800) * 0x400 + low - 0xDC00:08X}"

    return regex.sub(r"\\u([Dd][89ABab]..)\\u([Dd][C-Fc-f]..)", character, pattern)


def members(shape, value, path):
    if shape.type_name == "structure":
        return [(shape.members[name], value[name], f"{path}.{name}") for name in value if name in shape.members]
    if shape.type_name == "list":
        return [(shape.member, entry, f"{path}[{index}]") for index, entry in enumerate(value)]
    if shape.type_name == "map":
        keys = [(shape.key, key, f"{path} key") for key in value]
        return keys + [(shape.value, entry, f"{path}.{key}") for key, entry in value.items()]
    return []


PLANTED = [
    ("bus name", "aws:cloudwatch/eventBus:EventBus", None, ["name"], "a bus", "pattern"),
    ("rule name of 65", "aws:cloudwatch/eventRule:EventRule", None, ["name"], "r" * 65, "65 is not in 1..64"),
    (
        "mapping with a concurrency of 1",
        "aws:lambda/eventSourceMapping:EventSourceMapping",
        None,
        ["scalingConfig", "maximumConcurrency"],
        1,
        "1 is not in 2..1000",
    ),
    ("runtime", "aws:lambda/function:Function", None, ["runtime"], "nodejs99.x", "enum"),
    ("key that is deleted at once", "aws:kms/key:Key", None, ["deletionWindowInDays"], "0", "no integer"),
    ("retention as a text", "aws:cloudtrail/eventDataStore:EventDataStore", None, ["retentionPeriod"], "365", "no integer"),
    ("schedule without a target", "aws:scheduler/schedule:Schedule", None, ["target"], {}, "Arn is required"),
    ("channel name", CLOUD_CONTROL, "AWS::CloudTrail::Channel", ["desiredState", "Name"], "a/channel", "pattern"),
    ("dashboard name", CLOUD_CONTROL, "AWS::CloudTrail::Dashboard", ["desiredState", "Name"], "a.dashboard", "pattern"),
    ("type without a row", "aws:sqs/queue:Queue", None, ["type"], "aws:sqs/other:Other", "has no row"),
]

run_on_resources(check, PLANTED)
