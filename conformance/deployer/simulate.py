"""Evaluates the deployer's policy with @cloud-copilot/iam-simulate, an independent implementation of IAM.

Its licence is the AGPL, so it is no dependency: npm installs it into a temporary folder that is removed afterwards.
"""

import subprocess
import tempfile

from harness import Missing, printed

PACKAGE = "@cloud-copilot/iam-simulate@0.1.173"


def simulated(policy):
    """Returns the lines that simulate.mjs prints: the requests that are decided otherwise than expected, and a summary."""
    with tempfile.TemporaryDirectory() as folder:
        install(folder)
        requests = printed("deployer/printRequests.ts")
        simulation = ["node", "conformance/deployer/simulate.mjs", folder, str(policy)]
        return subprocess.run(simulation, input=requests, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()


def install(folder):
    command = ["npm", "install", "--prefix", folder, "--no-save", "--no-audit", "--no-fund", "--ignore-scripts", PACKAGE]
    try:
        subprocess.run(command, cwd=folder, capture_output=True, timeout=120, check=True)
    except (FileNotFoundError, subprocess.SubprocessError) as error:
        raise Missing(f"npm cannot install {PACKAGE}") from error
