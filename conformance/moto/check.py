#!/usr/bin/env python3
"""Runs redrive, backfill and the doctor's queue checks against moto's SQS, an independent implementation of SQS.

A message that is lost, moved twice or counted wrong is a problem. The commands are the real ones; in place of `pulumi stack output`, a script
prints the queues of moto.
"""

import json
import logging
import os
import subprocess
import tempfile
import time
from collections import Counter
from pathlib import Path

import boto3
from harness import run
from moto.server import ThreadedMotoServer

LETTERS = 250
CODES = ("InvalidData", "FieldTooLong")
PREFIX = "partner-audit-dev_okta_"
CREDENTIALS = {"AWS_ACCESS_KEY_ID": "testing", "AWS_SECRET_ACCESS_KEY": "testing", "AWS_REGION": "us-east-1"}


def compare():
    # The server logs every request, and a stack trace for each operation of CloudTrail Lake that moto lacks.
    logging.getLogger("werkzeug").setLevel(logging.CRITICAL)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    endpoint = "http://{}:{}".format(*server.get_host_and_port())
    keys = {"aws_access_key_id": "testing", "aws_secret_access_key": "testing"}
    sqs = boto3.client("sqs", region_name="us-east-1", endpoint_url=endpoint, **keys)
    try:
        with tempfile.TemporaryDirectory(prefix="partner-audit-moto-") as folder:
            problems = [*Trial(sqs, Path(folder)).problems()]
    finally:
        server.stop()
    return problems, f"redrive, backfill and doctor on {LETTERS} dead letters of {len(CODES)} codes in moto"


class Trial:
    """The commands on the queues of one integration."""

    def __init__(self, sqs, folder):
        self.sqs = sqs
        self.folder = folder
        self.urls = {name: sqs.create_queue(QueueName=PREFIX + name)["QueueUrl"] for name in ("events", "dead-letters", "undelivered")}
        delivery = {"queueUrl": self.urls["events"], "deadLetterQueueUrl": self.urls["dead-letters"]}
        outputs = {
            "okta": {
                "vendor": "okta",
                "ruleArn": "arn:aws:events:us-east-1:123456789012:rule/okta",
                "targetDeadLetterQueueUrl": self.urls["undelivered"],
                "deliveries": {"cloudtrail-lake": delivery},
            }
        }
        (folder / "outputs.json").write_text(json.dumps(outputs))
        pulumi = folder / "pulumi"
        pulumi.write_text(f"#!/bin/sh\ncat '{folder}/outputs.json'\n")
        pulumi.chmod(0o755)

    def problems(self):
        """Yields each difference between the commands or queues and what they should have."""
        self.fill()
        half = LETTERS // 2
        by_queues = ["--from", self.urls["dead-letters"], "--to", self.urls["events"]]
        yield from self.expect("redrive", by_queues, f"holds {LETTERS} messages; {LETTERS} would be moved with --execute.")
        yield from self.doctor(LETTERS, {*CODES})
        moving = [*by_queues, "--reason", "InvalidData", "--execute"]
        yield from self.expect("redrive", moving, f"holds {LETTERS} messages; {half} of {half} were moved.")
        yield from self.expect("redrive", ["--vendor", "okta"], f"holds {half} messages; {half} would be moved")
        yield from self.doctor(half, {"FieldTooLong"})
        moved = Counter(self.drain("events"))
        if moved != Counter(f"InvalidData {index}" for index in range(0, LETTERS, 2)):
            yield f"redrive: {sum(moved.values())} messages of {len(moved)} bodies were moved, and not each of InvalidData once."
        yield from self.expect("redrive", ["--vendor", "okta", "--execute"], f"holds {half} messages; {half} of {half} were moved.")
        moved = Counter(self.drain("events"))
        if moved != Counter(f"FieldTooLong {index}" for index in range(1, LETTERS, 2)):
            yield f"redrive: {sum(moved.values())} messages of {len(moved)} bodies were moved, and not each of FieldTooLong once."
        yield from self.backfill()

    def fill(self):
        """Sends the dead letters as the forwarder does, each with its code. Messages of the second in which a redrive starts would count as later ones."""
        for start in range(0, LETTERS, 10):
            entries = [
                {
                    "Id": str(index),
                    "MessageBody": f"{CODES[index % 2]} {index}",
                    "MessageAttributes": {"errorCode": {"DataType": "String", "StringValue": CODES[index % 2]}},
                }
                for index in range(start, start + 10)
            ]
            self.sqs.send_message_batch(QueueUrl=self.urls["dead-letters"], Entries=entries)
        time.sleep(1)

    def drain(self, name):
        """Yields the bodies of the messages in a queue, and deletes the messages."""
        while messages := self.sqs.receive_message(QueueUrl=self.urls[name], MaxNumberOfMessages=10).get("Messages"):
            for message in messages:
                yield message["Body"]
                self.sqs.delete_message(QueueUrl=self.urls[name], ReceiptHandle=message["ReceiptHandle"])

    def backfill(self):
        """Yields the errors of a backfill that uses the stack's outputs: every event must be in the queue once, in an envelope."""
        events = [{"uuid": f"event-{index}", "published": "2026-11-20T09:30:00Z", "eventType": "user.session.start"} for index in range(25)]
        file = self.folder / "okta.json"
        file.write_text(json.dumps(events, indent=2))
        command_line = ["--vendor", "okta", "--events", str(file), "--execute"]
        yield from self.expect("backfill", command_line, "25 events: 25 were sent")
        sent = Counter(json.loads(body)["detail"]["uuid"] for body in self.drain("events"))
        if sent != Counter(event["uuid"] for event in events):
            yield f"backfill: {sum(sent.values())} messages of {len(sent)} events are in the queue, not each of {len(events)} once."

    def doctor(self, letters, codes):
        """Yields the errors in the doctor's report of the dead-letter queue, and the messages that it leaves hidden."""
        # Moto has no CloudTrail Lake, so other checks fail and the exit code is 1.
        _, output = self.run("doctor", ["--vendor", "okta", "--json"])
        found = {finding["subject"]: finding["message"] for finding in json.loads(output)["findings"]}
        message = found.get("dead-letter queue", "no finding")
        reported = {code for code in CODES if f"{code} (" in message}
        if not message.startswith(f"It holds {letters} messages. Reasons of the 100 that were read: ") or reported != codes:
            yield f"doctor: {letters} dead letters with the codes {', '.join(sorted(codes))} are reported as: {message}"
        if found.get("target dead-letter queue") != "It is empty.":
            yield f"doctor: an empty queue is reported as: {found.get('target dead-letter queue')}"
        hidden = self.sqs.get_queue_attributes(QueueUrl=self.urls["dead-letters"], AttributeNames=["ApproximateNumberOfMessagesNotVisible"])
        if hidden["Attributes"]["ApproximateNumberOfMessagesNotVisible"] != "0":
            yield f"doctor or redrive: left hidden messages behind: {hidden['Attributes']}"

    def expect(self, command, command_line, text):
        """Yields a problem if a command fails or does not print a given text."""
        code, output = self.run(command, command_line)
        if code != 0 or text not in output:
            yield f"{command} {' '.join(command_line)}: exit code {code}, without {text!r}: {output}"

    def run(self, command, command_line):
        """Runs a command. Its queue URLs point to moto, and so do the doctor's other calls."""
        ended = subprocess.run(
            ["node", "cli/partner-audit.js", command, *command_line],
            capture_output=True,
            check=False,
            text=True,
            env={**os.environ, **CREDENTIALS, "AWS_ENDPOINT_URL": self.urls["events"].rsplit("/", 2)[0], "PATH": f"{self.folder}{os.pathsep}{os.environ['PATH']}"},
        )
        return ended.returncode, ended.stdout or ended.stderr


run(compare)
