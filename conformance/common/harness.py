"""The common part of the checks: they start the project's scripts, and report problems and a summary."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

# GNU Automake manual, "Scripts-based Testsuites".
SKIPPED = 77
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "partner-audit"


class Missing(Exception):
    """A tool that a check needs is not on this machine."""


def run(check):
    """Runs a check, which returns its problems and a summary, prints both and exits: 1 for problems, 77 with a notice if a tool is missing."""
    try:
        problems, summary = check()
    except Missing as missing:
        print(f"notice: {missing}")
        sys.exit(SKIPPED)
    for problem in problems:
        print(problem)
    print(f"{summary}, {len(problems)} problems")
    sys.exit(1 if problems else 0)


def unused(listed, found, of):
    """Yields the listed exceptions that were not found, so that no exception outlives its reason."""
    yield from (f"{name}: it is listed as {of}, and is not" for name in sorted(set(listed) - set(found)))


def command(script, *arguments):
    """Returns the command that runs a script of the project, from the project's folder."""
    return ["node", "--require", "./cli/register.js", f"conformance/{script}", *map(str, arguments)]


def printed(script, *arguments, **options):
    """Returns what a script of the project prints."""
    return subprocess.run(command(script, *arguments), check=True, stdout=subprocess.PIPE, text=True, encoding="utf8", **options).stdout


def class_path(name, pom, environment=None):
    """Returns the class path of a pom.xml. Maven, as this machine configures it, resolves it once per content and keeps the artifacts in its own repository."""
    kept = CACHE / f"{name}-{hashlib.sha256(pom.read_bytes()).hexdigest()[:16]}.classpath"
    if kept.exists() and all(Path(jar).exists() for jar in kept.read_text().split(os.pathsep)):
        return kept.read_text()
    maven = shutil.which("mvn")
    if maven is None:
        raise Missing("Maven (mvn) is not installed")
    CACHE.mkdir(parents=True, exist_ok=True)
    resolved = subprocess.run(
        [maven, "--batch-mode", "--quiet", "--file", str(pom), "dependency:build-classpath", f"-Dmdep.outputFile={kept}"],
        env={**os.environ, **(environment or {})},
        capture_output=True,
        check=False,
        text=True,
    )
    if resolved.returncode != 0:
        kept.unlink(missing_ok=True)
        error = next((line for line in resolved.stdout.splitlines() if line.startswith("[ERROR]")), resolved.stdout[-300:])
        raise Missing(f"Maven cannot resolve the artifacts of {pom.parent.name}: {error}")
    return kept.read_text()


def read_json(path):
    return json.loads(Path(path).read_text(encoding="utf8"))
