"""Sends calls with boto3's own cloudtrail-data client and prints, for each, what came of it.

Standard input: {"endpoint": URL, "calls": [{"channelArn", "externalId"?, "auditEvents"}]}.
Standard output: a JSON list of {"successful": [id], "failed": [[id, code]]} or {"error": code, "status": HTTP status}.
"""

import json
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError


def main():
    work = json.load(sys.stdin)
    client = boto3.client(
        "cloudtrail-data",
        endpoint_url=work["endpoint"],
        region_name="us-east-1",
        aws_access_key_id="AKIDEXAMPLE",
        aws_secret_access_key="any",
        config=Config(retries={"total_max_attempts": 1}, parameter_validation=False),
    )
    print(json.dumps([outcome(client, call) for call in work["calls"]]))


def outcome(client, call):
    try:
        answer = client.put_audit_events(**call)
    except ClientError as error:
        code = error.response["Error"]["Code"]
        return {"error": code, "status": error.response["ResponseMetadata"]["HTTPStatusCode"]}
    return {
        "successful": [entry["id"] for entry in answer["successful"]],
        "failed": [[entry["id"], entry["errorCode"]] for entry in answer["failed"]],
    }


main()
