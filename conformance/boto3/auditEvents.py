"""Calls of PutAuditEvents on the endpoint of `partner-audit endpoint`, with the answers that AWS documents."""

import base64
import hashlib
import json

from botocore.exceptions import ClientError

CHANNEL = "arn:aws:cloudtrail:us-east-1:123456789012:channel/11111111-2222-4333-8444-555555555555"
EVENT = {
    "version": "0",
    "userIdentity": {"type": "User", "principalId": "00u1"},
    "eventSource": "okta.system-log-events",
    "eventName": "user.session.start",
    "eventTime": "2026-11-20T10:11:12Z",
    "UID": "9f1c2e7c-0000-4000-8000-000000000001",
    "recipientAccountId": "123456789012",
}


def entry(event_id, checksum=None, **changes):
    data = json.dumps({**EVENT, **changes})
    digest = base64.b64encode(hashlib.sha256(data.encode()).digest()).decode()
    return {"id": event_id, "eventData": data, "eventDataChecksum": checksum or digest}


FAULTY = [
    (entry("checksum", checksum="x"), "InvalidChecksum"),
    ({"id": "missing", "eventData": "{}"}, "FieldNotFound"),
    (entry("long", errorCode="x" * 257), "FieldTooLong"),
    (entry("surplus", more=1), "InvalidData"),
    (entry("recipient", recipientAccountId="999999999999"), "InvalidRecipient"),
]
LARGE = [{"id": letter, "eventData": "x" * 200_000} for letter in "abcde"]

# Events, other parameters, and the response: accepted and failed ids, or an error's code and status.
CALLS = [
    ([entry("a"), entry("b", eventName="\u00e9\U0001f600")], {}, (["a", "b"], [])),
    ([{"id": "a", "eventData": json.dumps(EVENT)}], {"externalId": "a+b/c=d"}, (["a"], [])),
    ([entry("sound"), *(one for one, _ in FAULTY)], {}, (["sound"], [(one["id"], code) for one, code in FAULTY])),
    ([entry("a"), entry("a")], {}, ("DuplicatedAuditEventId", 400)),
    ([], {}, ("ValidationException", 400)),
    ([entry("a.b")], {}, ("ValidationException", 400)),
    ([entry("a")], {"externalId": "x"}, ("ValidationException", 400)),
    ([entry("a")], {"channelArn": "no ARN"}, ("InvalidChannelARN", 400)),
    ([entry("a")], {"channelArn": CHANNEL.replace("us-east-1", "us-west-2")}, ("ChannelNotFound", 400)),
    (LARGE, {}, ("RequestEntityTooLarge", 413)),
]


def answer(client, events, parameters):
    try:
        found = client.put_audit_events(**{"channelArn": CHANNEL, "auditEvents": events, **parameters})
    except ClientError as error:
        return error.response["Error"]["Code"], error.response["ResponseMetadata"]["HTTPStatusCode"]
    failed = [(one["id"], one["errorCode"]) for one in found["failed"]]
    return [one["id"] for one in found["successful"]], failed


def audit_event_problems(client):
    """Yields the calls that have another answer than documented."""
    for events, parameters, expected in CALLS:
        found = answer(client, events, parameters)
        if found != expected:
            yield f"PutAuditEvents: {found} in place of {expected}"
