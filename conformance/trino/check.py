#!/usr/bin/env python3
"""Reads the objects that the sandbox's functions wrote to S3 with Trino, pyarrow and DuckDB, and compares rows and types.

A reader that sees another schema or other rows than the table, the events, the tests' examples or the sandbox is a problem. Without Java or Maven,
pyarrow and DuckDB alone read the objects.
"""

import tempfile
from pathlib import Path

from compare import differences
from harness import Missing, printed, read_json, run
from readers import reader_problems
from sqlExamples import example_problems, sql_examples
from trino import Trino


def compare():
    with tempfile.TemporaryDirectory(prefix="partner-audit-trino-") as name:
        folder = Path(name)
        printed("trino/writeObjects.ts", name)
        written = read_json(folder / "written.json")
        objects = sorted(folder.glob("objects/**/*.parquet"))
        problems = list(reader_problems(objects, written["table"], written["events"]))
        summary = f"pyarrow and DuckDB read {len(objects)} objects as the table declares them"
        examples = sql_examples()
        try:
            with Trino(folder) as trino:
                problems += [*trino_problems(trino, folder, written), *example_problems(trino, examples)]
        except Missing as missing:
            if not problems:
                raise Missing(f"{missing}; Trino was not tried. {summary}") from missing
    return problems, f"{summary}; Trino answered {len(written['questions'])} questions and {len(examples)} examples of its SQL"


def trino_problems(trino, folder, written):
    """Yields the statements that Trino refuses or answers differently."""
    table = written["table"]
    at_bucket = f"s3://{written['bucketName']}/"
    here = lambda text: text.replace(at_bucket, "local:///objects/")
    trino.add_table(
        table["databaseName"],
        table["name"],
        location=here(table["storageDescriptor"]["location"]),
        columns=table["storageDescriptor"]["columns"],
        partition_keys=table["partitionKeys"],
        parameters={key: here(value) for key, value in table["parameters"].items()},
    )
    for trail in folder.glob("trail/*"):
        trino.add_table("trails", trail.name, location=f"local:///trail/{trail.name}", columns=TRAIL_COLUMNS, storage="JSON")
    for question in written["questions"]:
        if question.get("answers") and not question["rows"]:
            yield f"{question['name']}: the sandbox has no rows, so that nothing is compared"
        trail = f'(SELECT {TRAIL_SELECT} FROM trails."{question.get("example", "all")}")'
        statement = question["statement"].replace(f'"{written["awsPlaceholder"]}"', trail)
        answer = trino.ask(statement)
        yield from (f"{question['name']}: {difference}" for difference in differences(question, answer))


# The columns of a trail's table that the saved queries read (Amazon Athena User Guide, "Create a table for CloudTrail logs in Athena"), where times are texts.
TRAIL_COLUMNS = [
    {"name": "useridentity", "type": "struct<type:string,principalid:string,username:string>"},
    {"name": "eventtime", "type": "string"},
    {"name": "eventsource", "type": "string"},
    {"name": "eventname", "type": "string"},
    {"name": "sourceipaddress", "type": "string"},
]
TRAIL_SELECT = ", ".join(
    "CAST(from_iso8601_timestamp(eventtime) AS timestamp(3)) AS eventtime" if column["name"] == "eventtime" else column["name"]
    for column in TRAIL_COLUMNS
)


run(compare)
