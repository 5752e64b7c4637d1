"""Calls of the sandbox's other services, in this order, with what the API reference of each says of the answer."""

import json

from botocore.exceptions import ClientError

QUEUE = "{Queue okta/dead-letter-queue|url}"
NO_QUEUE = "https://sqs.us-east-1.amazonaws.com/123456789012/none"
BUCKET = "{Bucket lake/bucket|bucket}"
TABLE = "{Table detections/table|name}"
TOPIC = "{Topic findings-topic|arn}"
GROUP = "{LogGroup okta/log-group|name}"
BUS = "{EventBus okta/event-bus|name}"
FORWARDER = "{Function okta/forwarder|name}"
STORE = "{EventDataStore okta/event-data-store|arn}"
WORKGROUP = "{Workgroup lake/workgroup|name}"
NONE = "00000000-0000-4000-8000-000000000000"
COUNTS = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
MESSAGES = [
    {"Id": "a", "MessageBody": "\u00e9\U0001f600", "MessageAttributes": {"errorCode": {"DataType": "String", "StringValue": "InvalidData"}}},
    {"Id": "b", "MessageBody": "b"},
]
KEY = {"detection": {"S": "one"}, "finding": {"S": "two"}}
NEW = {"TableName": TABLE, "Item": {**KEY, "seen": {"N": "1"}}, "ConditionExpression": "attribute_not_exists(#key)", "ExpressionAttributeNames": {"#key": "finding"}}
LOG = {"logGroupName": GROUP, "logStreamName": "conformance"}
OBJECT = {"Bucket": BUCKET, "Key": "events/a b+c/\u00e9.json"}
ARCHIVED = {"EventStartTime": "2026-11-01T00:00:00Z", "EventEndTime": "2026-11-02T00:00:00Z", "Destination": {"Arn": "{EventBus okta/event-bus|arn}"}}

# A service, an operation, its parameters, and a part of the answer or the code of the error. `{NAME|OUTPUT}` is an output of a resource, `<name>` a value
# that an earlier answer gave under that name.
STEPS = [
    ("sqs", "send_message_batch", {"QueueUrl": QUEUE, "Entries": MESSAGES}, {"Successful": [{"Id": "a"}, {"Id": "b"}]}),
    ("sqs", "get_queue_attributes", {"QueueUrl": QUEUE, "AttributeNames": COUNTS}, {"Attributes": dict(zip(COUNTS, ["2", "0"]))}),
    ("sqs", "receive_message", {"QueueUrl": QUEUE, "MessageAttributeNames": ["All"]}, {"Messages": [{"Body": "\u00e9\U0001f600", "ReceiptHandle": "<receipt>"}]}),
    ("sqs", "delete_message_batch", {"QueueUrl": QUEUE, "Entries": [{"Id": "a", "ReceiptHandle": "<receipt>"}]}, {"Successful": [{"Id": "a"}]}),
    ("sqs", "get_queue_attributes", {"QueueUrl": QUEUE, "AttributeNames": COUNTS}, {"Attributes": dict(zip(COUNTS, ["1", "0"]))}),
    ("sqs", "send_message_batch", {"QueueUrl": QUEUE, "Entries": [MESSAGES[1], MESSAGES[1]]}, "BatchEntryIdsNotDistinct"),
    ("sqs", "get_queue_attributes", {"QueueUrl": NO_QUEUE}, "NonExistentQueue"),
    ("dynamodb", "put_item", NEW, {}),
    ("dynamodb", "put_item", NEW, "ConditionalCheckFailedException"),
    ("dynamodb", "get_item", {"TableName": TABLE, "Key": KEY}, {"Item": {"seen": {"N": "1"}}}),
    ("dynamodb", "get_item", {"TableName": TABLE, "Key": {"other": {"S": "one"}}}, "ValidationException"),
    ("dynamodb", "get_item", {"TableName": "none", "Key": KEY}, "ResourceNotFoundException"),
    ("sns", "publish", {"TopicArn": TOPIC, "Subject": "a finding", "Message": "{{}}"}, {"MessageId": "<message>"}),
    ("sns", "publish", {"TopicArn": f"{TOPIC}-none", "Message": "a"}, "NotFound"),
    ("logs", "create_log_stream", LOG, {}),
    ("logs", "create_log_stream", LOG, "ResourceAlreadyExistsException"),
    ("logs", "put_log_events", {**LOG, "logEvents": []}, "InvalidParameterException"),
    ("logs", "put_log_events", {**LOG, "logGroupName": "none", "logEvents": [{"timestamp": 0, "message": "a"}]}, "ResourceNotFoundException"),
    ("s3", "put_object", {**OBJECT, "Body": b"{}"}, {"ETag": "<etag>"}),
    ("s3", "get_object", OBJECT, {"ETag": "<etag>", "ContentLength": 2}),
    ("s3", "head_object", OBJECT, {"ETag": "<etag>"}),
    ("s3", "list_objects_v2", {"Bucket": BUCKET, "Prefix": "events/a b"}, {"KeyCount": 1, "Contents": [{"Key": OBJECT["Key"], "Size": 2}]}),
    ("s3", "get_object", {"Bucket": BUCKET, "Key": "none"}, "NoSuchKey"),
    ("s3", "list_objects_v2", {"Bucket": "partner-audit-none"}, "NoSuchBucket"),
    ("events", "describe_rule", {"Name": "{EventRule okta/rule|name}", "EventBusName": BUS}, {"State": "ENABLED", "EventBusName": BUS}),
    ("events", "describe_rule", {"Name": "none"}, "ResourceNotFoundException"),
    ("events", "describe_event_source", {"Name": BUS}, {"State": "ACTIVE", "Name": BUS}),
    ("events", "describe_archive", {"ArchiveName": "{EventArchive okta/archive|name}"}, {"RetentionDays": 7, "EventCount": 0}),
    ("events", "start_replay", {"ReplayName": "a", "EventSourceArn": "{EventArchive okta/archive|arn}", **ARCHIVED}, {"ReplayArn": "<replay>"}),
    ("events", "start_replay", {"ReplayName": "a", "EventSourceArn": "{EventArchive okta/archive|arn}", **ARCHIVED}, "ResourceAlreadyExistsException"),
    ("events", "describe_replay", {"ReplayName": "none"}, "ResourceNotFoundException"),
    ("cloudtrail", "list_channels", {}, {"Channels": [{"ChannelArn": "<channel>"}]}),
    ("cloudtrail", "get_channel", {"Channel": "<channel>"}, {"ChannelArn": "<channel>", "Destinations": [{"Location": STORE}]}),
    ("cloudtrail", "get_channel", {"Channel": f"arn:aws:cloudtrail:us-east-1:123456789012:channel/{NONE}"}, "ChannelNotFoundException"),
    ("cloudtrail", "get_event_data_store", {"EventDataStore": STORE}, {"Status": "ENABLED"}),
    ("lambda", "get_function_configuration", {"FunctionName": FORWARDER}, {"FunctionName": FORWARDER, "State": "Active"}),
    ("lambda", "get_function_configuration", {"FunctionName": "none"}, "ResourceNotFoundException"),
    ("lambda", "list_event_source_mappings", {"FunctionName": FORWARDER}, {"EventSourceMappings": [{"EventSourceArn": "{Queue okta/queue|arn}"}]}),
    ("athena", "get_work_group", {"WorkGroup": WORKGROUP}, {"WorkGroup": {"Name": WORKGROUP}}),
    ("athena", "get_work_group", {"WorkGroup": "none"}, "InvalidRequestException"),
    ("secretsmanager", "get_secret_value", {"SecretId": "none"}, "ResourceNotFoundException"),
]


def service_problems(client_of, resources):
    """Yields the steps with another answer, and the members of answers that the service's model lacks, which a client drops without a word."""
    names, unknown = {}, []
    clients = {service: client_of(service) for service, *_ in STEPS}
    for service, client in clients.items():
        client.meta.events.register(f"before-parse.{service}", lambda operation_model, response_dict, **_: unknown.extend(surplus(operation_model, response_dict)))
    for service, operation, parameters, expected in STEPS:
        filled = fill(parameters, resources, names)
        try:
            found = getattr(clients[service], operation)(**filled)
        except ClientError as error:
            found = error.response["Error"]["Code"].removeprefix("AWS.SimpleQueueService.")
        wanted = fill(expected, resources, {})
        if not fits(wanted, found, names):
            yield f"{service} {operation} {filled}: {found} in place of {wanted}"
    yield from unknown


def fill(value, resources, names):
    """Replaces the references to outputs and to earlier answers; a name that no answer has given stays."""
    if isinstance(value, dict):
        return {key: fill(one, resources, names) for key, one in value.items()}
    if isinstance(value, list):
        return [fill(one, resources, names) for one in value]
    if not isinstance(value, str):
        return value
    for name, outputs in resources.items():
        if value.startswith("{" + name + "|"):
            output, rest = value.removeprefix("{" + name + "|").split("}", 1)
            return outputs[output] + rest
    return names.get(value, value)


def fits(expected, found, names):
    """Compares a part of an answer. A name takes the value that it meets first, and must meet the same one afterwards."""
    if isinstance(expected, dict):
        return isinstance(found, dict) and all(key in found and fits(one, found[key], names) for key, one in expected.items())
    if isinstance(expected, list):
        return isinstance(found, list) and len(found) == len(expected) and all(fits(one, other, names) for one, other in zip(expected, found))
    if isinstance(expected, str) and expected.startswith("<"):
        return bool(found) and names.setdefault(expected, found) == found
    return expected == found


def surplus(operation_model, response):
    """Yields the members of a JSON answer that its shape lacks."""
    shape = operation_model.output_shape
    is_json = operation_model.service_model.protocol in ("json", "rest-json") and response["status_code"] < 300
    if is_json and shape is not None and response["body"]:
        yield from (f"{operation_model.name}: its answer has no {path}" for path in unmodelled(shape, json.loads(response["body"]), ""))


def unmodelled(shape, value, path):
    if shape.type_name == "structure" and isinstance(value, dict):
        members = {member.serialization.get("name", name): member for name, member in shape.members.items()}
        for name, one in value.items():
            yield from unmodelled(members[name], one, f"{path}.{name}") if name in members else [f"{path}.{name}"]
    elif shape.type_name == "list":
        yield from (found for one in value for found in unmodelled(shape.member, one, f"{path}[]"))
