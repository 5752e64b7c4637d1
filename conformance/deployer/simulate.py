#!/usr/bin/env python3
"""Evaluates the deployer's policy with @cloud-copilot/iam-simulate, an independent implementation of IAM.

Its licence is the AGPL, so it is no dependency: npm installs it into a temporary folder that goes afterwards. Where npm cannot, a notice
is printed and the exit code is 0.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent.parent
PACKAGE = "@cloud-copilot/iam-simulate@0.1.173"


def main():
    with tempfile.TemporaryDirectory() as folder:
        if not install(folder):
            print(f"notice: npm could not install {PACKAGE}; the deployer's policy was not tried with another implementation of IAM.")
            return 0
        requests = node("--require", PROJECT / "cli" / "register.js", HERE / "printRequests.ts", stdout=subprocess.PIPE, check=True)
        policy = PROJECT / "docs" / "deployer-policy.json"
        return node(HERE / "simulate.mjs", folder, policy, input=requests.stdout).returncode


def install(folder):
    """Installs the package. Returns False if npm is missing or cannot reach a registry."""
    command = ["npm", "install", "--prefix", folder, "--no-save", "--no-audit", "--no-fund", "--ignore-scripts", PACKAGE]
    try:
        return subprocess.run(command, cwd=folder, capture_output=True, timeout=120, check=False).returncode == 0
    except (FileNotFoundError, subprocess.TimeoutExpired):
        return False


def node(*arguments, **options):
    return subprocess.run(["node", *map(str, arguments)], cwd=PROJECT, **options)


if __name__ == "__main__":
    sys.exit(main())
