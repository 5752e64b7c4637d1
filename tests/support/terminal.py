"""Runs a command in its own terminal, stops it after some time, and prints the result as one JSON object.

usage: terminal.py SECONDS SIGINT|SIGTERM FOLDER COMMAND...
The time begins after the command's own first line has run, which handles SIGHUP. SIGINT is ^C, typed into the terminal. Prints "stopping" at
the stop. FOLDER is in the command line of every process that the command starts; remaining ones are counted. A command that
has not ended 5 seconds later is killed.
"""

import glob
import json
import os
import pty
import select
import signal
import sys
import time

LIMIT = 5.0


def left_processes(folder):
    def words(path):
        try:
            with open(path, "rb") as file:
                return file.read().decode(errors="replace").split("\0")
        except OSError:
            return []

    own = str(os.getpid())
    paths = [path for path in glob.glob("/proc/[0-9]*/cmdline") if path.split("/")[2] != own]
    return sum(any(folder in word for word in words(path)) for path in paths)


def heeds_signals(process):
    try:
        with open(f"/proc/{process}/status", encoding="ascii") as file:
            caught = next(line for line in file if line.startswith("SigCgt:"))
    except (OSError, StopIteration):
        return True
    return int(caught.split()[1], 16) & 1 << signal.SIGHUP - 1 != 0


def main():
    delay, how, folder, *command = sys.argv[1:]
    child, terminal = pty.fork()
    if child == 0:
        os.execvp(command[0], command)
    while not heeds_signals(child):
        time.sleep(0.005)
    begin = time.monotonic()
    stopped = None
    output = b""
    while True:
        now = time.monotonic()
        if stopped is None and now - begin >= float(delay):
            stopped = time.monotonic()
            if how == "SIGINT":
                os.write(terminal, b"\x03")
            else:
                os.kill(child, signal.SIGTERM)
            print("stopping", flush=True)
        if stopped is not None and now - stopped > LIMIT:
            os.kill(child, signal.SIGKILL)
        if select.select([terminal], [], [], 0.01)[0]:
            try:
                data = os.read(terminal, 65536)
            except OSError:
                data = b""
            if data == b"":
                break
            output = (output + data)[-65536:]
    _, status = os.waitpid(child, 0)
    end = time.monotonic()
    time.sleep(0.2)
    print(
        json.dumps(
            {
                "exitCode": os.waitstatus_to_exitcode(status),
                "seconds": None if stopped is None else round(end - stopped, 3),
                "output": output.decode(errors="replace"),
                "processes": left_processes(folder),
            }
        )
    )


main()
