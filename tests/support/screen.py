"""Runs a command in its own terminal and prints its output, as one JSON object.

usage: screen.py COLUMNS COMMAND...
Prints the exit code and the parts of the output, each with its time in seconds since the start.
"""

import fcntl
import json
import os
import pty
import struct
import sys
import termios
import time


def main():
    columns, *command = sys.argv[1:]
    begin = time.monotonic()
    child, terminal = pty.fork()
    if child == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 40, int(columns), 0, 0))
        os.execvp(command[0], command)
    parts = []
    while True:
        try:
            data = os.read(terminal, 65536)
        except OSError:
            break
        if data == b"":
            break
        parts.append((round(time.monotonic() - begin, 3), data))
    _, status = os.waitpid(child, 0)
    # A character of several bytes may arrive in two parts.
    texts = [[seconds, data.decode(errors="replace")] for seconds, data in parts]
    output = b"".join(data for _, data in parts).decode(errors="replace")
    print(json.dumps({"exitCode": os.waitstatus_to_exitcode(status), "output": output, "parts": texts}))


main()
