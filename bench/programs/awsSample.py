"""Runs the handler of AWS's Okta sample, whose file is the argument, on the batch on its standard input.

Two batches warm it up, since each event takes as long as the one before; the last line that it prints has the milliseconds of wall time
and the microseconds of CPU time that an event of the third took.
"""
import importlib.util
import json
import sys
import time

spec = importlib.util.spec_from_file_location("sample", sys.argv[1])
sample = importlib.util.module_from_spec(spec)
spec.loader.exec_module(sample)
batch = json.load(sys.stdin)
for _ in range(2):
    sample.lambda_handler(batch, None)
wall, cpu = time.perf_counter(), time.process_time()
sample.lambda_handler(batch, None)
wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
events = len(batch["Records"])
print("\n" + json.dumps({"milliseconds": 1e3 * wall / events, "microseconds": 1e6 * cpu / events}), end="")
