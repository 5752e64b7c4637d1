"""Reads every object with pyarrow and with DuckDB, and compares schema and rows with the declared table and the audit events."""

import json
from datetime import datetime, timezone

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq


def reader_problems(objects, table, events):
    """Yields each difference between an object and the declared table, and the events that are missing or surplus in all objects."""
    columns = table["storageDescriptor"]["columns"]
    types = [(column["name"], read_type(column["type"])) for column in columns]
    arrow_schema = pa.schema([(name, arrow_type(kind)) for name, kind in types])
    duckdb_schema = [(name, duckdb_type(kind)) for name, kind in types]
    connection = duckdb.connect()
    found = set()
    for path in objects:
        arrow = pq.ParquetFile(path).read()
        if not arrow.schema.remove_metadata().equals(arrow_schema):
            yield f"{path.name}: pyarrow reads the schema {arrow.schema.remove_metadata()}, and the table has {arrow_schema}"
            continue
        relation = connection.read_parquet(str(path), hive_partitioning=False)
        schema = [(name, str(kind)) for name, kind in zip(relation.columns, relation.types)]
        if schema != duckdb_schema:
            yield f"{path.name}: DuckDB reads the schema {schema}, and the table has {duckdb_schema}"
            continue
        rows = [[plain(kind, row[name]) for name, kind in types] for row in arrow.to_pylist()]
        if rows != [[plain(kind, value) for (_, kind), value in zip(types, row)] for row in relation.fetchall()]:
            yield f"{path.name}: pyarrow and DuckDB read other rows"
        found |= {content(types, row) for row in rows}
    expected = {content(types, event_row(types, event_id, json.loads(data, parse_int=Number, parse_float=Number))) for event_id, data in events}
    for kind, rows in (("is in no object", expected - found), ("is in an object and was not written", found - expected)):
        for row in sorted(rows)[:3]:
            yield f"an event {kind} ({len(rows)} in all): {row[:500]}"


def read_type(text):
    """Parses a Glue type: a text, or `(kind, parts)` of a map and a struct, whose parts are pairs of a name and a type."""
    kind, bracket, rest = text.partition("<")
    if bracket == "":
        return kind
    parts, depth, start = [], 0, 0
    inner = rest[:-1]
    for at, letter in enumerate(inner + ","):
        depth += (letter == "<") - (letter == ">")
        if letter == "," and depth == 0:
            parts.append(inner[start:at])
            start = at + 1
    if kind == "map":
        return ("map", [("key", read_type(parts[0])), ("value", read_type(parts[1]))])
    return (kind, [(name, read_type(of)) for name, _, of in (part.partition(":") for part in parts)])


def arrow_type(kind):
    if isinstance(kind, str):
        return {"string": pa.string(), "timestamp": pa.timestamp("ms")}[kind]
    name, parts = kind
    if name == "map":
        return pa.map_(arrow_type(parts[0][1]), arrow_type(parts[1][1]))
    return pa.struct([(field, arrow_type(of)) for field, of in parts])


def duckdb_type(kind):
    if isinstance(kind, str):
        return {"string": "VARCHAR", "timestamp": "TIMESTAMP"}[kind]
    name, parts = kind
    if name == "map":
        return f"MAP({duckdb_type(parts[0][1])}, {duckdb_type(parts[1][1])})"
    fields = ", ".join(f'{quoted(field)} {duckdb_type(of)}' for field, of in parts)
    return f"STRUCT({fields})"


def quoted(field):
    """Removes the quotes that DuckDB puts around field names that are its keywords."""
    return duckdb.sql(f"SELECT typeof({{'{field}': 1}})").fetchone()[0][len("STRUCT(") : -len(" INTEGER)")]


def plain(kind, value):
    """Converts a value for comparison between the libraries: a map to a dict, a struct to a list in the order of the table's fields."""
    if value is None or kind == "string":
        return value
    if kind == "timestamp":
        return value.isoformat(sep=" ", timespec="milliseconds")
    name, parts = kind
    if name == "map":
        return dict(value)
    return [plain(of, value[field]) for field, of in parts]


class Number(str):
    """A number with its JSON text."""


def event_row(types, event_id, event):
    """Returns an audit event's values for the columns that come from the event."""
    event_time = datetime.fromisoformat(event["eventTime"].replace("Z", "+00:00")).astimezone(timezone.utc).replace(tzinfo=None)
    own = {
        "eventid": event_id,
        "eventtime": event_time.isoformat(sep=" ", timespec="milliseconds"),
        "recipientaccountid": event["recipientAccountId"],
    }
    return [expected_value(kind, event) if name == "eventdata" else own.get(name) for name, kind in types]


def expected_value(kind, value):
    """Converts a value of an event to the form of its column: in a map, every value except a text becomes JSON."""
    if value is None:
        return None
    if kind == "string":
        return str(value) if isinstance(value, str) else compact(value)
    name, parts = kind
    if name == "map":
        return {key: expected_value("string", entry) for key, entry in value.items()}
    fields = {field.lower(): entry for field, entry in value.items()}
    return [expected_value(of, fields.get(field)) for field, of in parts]


def compact(value):
    """Writes JSON without blanks, and numbers as they were read."""
    if isinstance(value, Number):
        return str(value)
    if isinstance(value, dict):
        return "{" + ",".join(f"{compact(key)}:{compact(entry)}" for key, entry in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(compact, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


OWN = ("eventid", "eventtime", "recipientaccountid", "eventdata")


def content(types, row):
    """Returns the columns of a row that come from the event, as a text."""
    return json.dumps([value for (name, _), value in zip(types, row) if name in OWN], sort_keys=True)
