"""Runs the handler of AWS's Okta sample (the file in the argument) on the batch in standard input.

Two batches warm it up, which is enough because every event takes the same time. The last line of the output has the milliseconds of wall time and the
microseconds of CPU time per event of the third batch.
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
