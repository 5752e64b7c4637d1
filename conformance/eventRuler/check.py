#!/usr/bin/env python3
"""Compares the sandbox's matching of event patterns with AWS's Event Ruler, on generated pairs of patterns and events, picked ones and the tests' own.

differences.json lists the picked pairs that the sandbox decides otherwise, with the document that says so.
"""

import shutil
import subprocess
from pathlib import Path

from harness import Missing, class_path, printed, read_json, run, unused

HERE = Path(__file__).resolve().parent


def compare():
    if shutil.which("java") is None:
        raise Missing("java is not installed; Event Ruler needs Java 11 or later")
    pairs = [line.split("\t") for line in printed("eventRuler/printAnswers.ts").splitlines()]
    known = {difference["pattern"] + "\t" + difference["event"] for difference in read_json(HERE / "differences.json")}
    ruler = subprocess.run(
        ["java", "-cp", class_path("event-ruler", HERE / "pom.xml"), str(HERE / "RulerAnswers.java")],
        input="".join(f"{pattern}\t{event}\n" for pattern, event, _ in pairs),
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf8",
    )
    answers = ruler.stdout.splitlines()
    different = {f"{pattern}\t{event}": f"{own} here, {theirs} in Event Ruler" for (pattern, event, own), theirs in zip(pairs, answers, strict=True) if own != theirs}
    problems = [f"{pair}: {difference}" for pair, difference in different.items() if pair not in known]
    problems += unused(known, different, "a difference")
    count = {answer: answers.count(answer) for answer in ("true", "false", "refused")}
    return problems, f"{len(pairs)} patterns and events: {count['true']} match, {count['refused']} refused, {len(known)} listed differences"


run(compare)
