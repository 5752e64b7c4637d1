"""Runs Trino with its Hive connector, in a Java process that reads the tables of a folder."""

import json
import os
import subprocess
from pathlib import Path

from harness import Missing, class_path

HERE = Path(__file__).resolve().parent


class Trino:
    """A running Trino. Its tables are created with `add_table`."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.metastore = self.folder / "metastore"
        self.metastore.mkdir()
        java = java_command()
        path = class_path("trino", HERE / "pom.xml", {"JAVA_HOME": os.environ["JAVA25_HOME"]})
        self.log = (self.folder / "trino.log").open("w")
        self.process = subprocess.Popen(
            # Times in files have no zone, so the machine's zone must not matter.
            [java, "--add-modules=jdk.incubator.vector", "-Duser.timezone=America/New_York", "-Xmx1g", "-XX:TieredStopAtLevel=1"]
            + ["-cp", path, str(HERE / "TrinoReader.java"), str(self.folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.log,
            text=True,
            encoding="utf-8",
        )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()
        self.log.close()

    def ask(self, statement):
        """Returns the result of a statement, with the keys `columns`, `types` and `rows`, or `error`."""
        self.process.stdin.write(json.dumps(statement) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if line == "":
            self.log.flush()
            raise RuntimeError(f"Trino ended: {(self.folder / 'trino.log').read_text()[-2000:]}")
        return json.loads(line)

    def add_table(self, schema, name, *, location, columns, partition_keys=(), parameters=None, storage="PARQUET"):
        """Creates a table. Trino's file metastore stores the same as a Glue table, with Hive's types and the same properties."""
        self.ask(f"CREATE SCHEMA IF NOT EXISTS {schema}")
        place = self.metastore / schema / name
        place.mkdir(parents=True)
        table = {
            "writerVersion": "testversion",
            "owner": "user",
            "tableType": "EXTERNAL_TABLE",
            "dataColumns": [{**column, "properties": {}} for column in columns],
            "partitionColumns": [{**column, "properties": {}} for column in partition_keys],
            "parameters": {"EXTERNAL": "TRUE", **(parameters or {})},
            "storageFormat": storage,
            "serdeParameters": {},
            "externalLocation": location,
            "columnStatistics": {},
        }
        (place / ".trinoSchema").write_text(json.dumps(table))


def java_command():
    """Returns the `java` of the JDK that JAVA25_HOME names. Trino 483 needs Java 25."""
    home = os.environ.get("JAVA25_HOME", "")
    java = Path(home) / "bin" / "java"
    if home == "" or not java.exists():
        raise Missing(f"JAVA25_HOME must name the folder of a JDK 25; it is {home or 'not set'}")
    return str(java)
