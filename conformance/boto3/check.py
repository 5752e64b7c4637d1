#!/usr/bin/env python3
"""Calls the sandbox's services and its CloudTrail Data endpoint with boto3's clients, and compares each answer with AWS's API references."""

import json
import subprocess
from contextlib import contextmanager

import boto3
from auditEvents import CALLS, audit_event_problems
from botocore.config import Config
from harness import command, run
from services import STEPS, service_problems

# Wrong requests are sent, not refused by the client; and once.
SETTINGS = Config(retries={"total_max_attempts": 1}, parameter_validation=False, s3={"addressing_style": "path"})


@contextmanager
def served(command_line):
    """Starts a program that prints a line of JSON with a `url`, and ends it afterwards."""
    process = subprocess.Popen(command_line, stdout=subprocess.PIPE, text=True)
    try:
        yield json.loads(process.stdout.readline())
    finally:
        process.terminate()
        process.wait()


def session(access_key="AKIDEXAMPLE", secret="any", token=None):
    return boto3.Session(aws_access_key_id=access_key, aws_secret_access_key=secret, aws_session_token=token, region_name="us-east-1")


def compare():
    with served(["node", "cli/partner-audit.js", "endpoint", "--json"]) as endpoint:
        client = session().client("cloudtrail-data", endpoint_url=endpoint["url"], config=SETTINGS)
        problems = list(audit_event_problems(client))
    with served(command("boto3/serve.ts")) as sandbox:
        operator = session(sandbox["accessKeyId"], sandbox["secretAccessKey"], sandbox["sessionToken"])
        problems += service_problems(lambda service: operator.client(service, endpoint_url=sandbox["url"], config=SETTINGS), sandbox["resources"])
    return problems, f"{len(CALLS)} calls of PutAuditEvents, {len(STEPS)} of {len({service for service, *_ in STEPS})} other services"


run(compare)
