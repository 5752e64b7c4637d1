import { answerOf } from "../../../functions/detector/answerOf";
import type { StartedQuery } from "../../../functions/detector/startedQuery";

const query: StartedQuery = { rows: async () => [{ n: "1" }], cancel: async () => undefined, bytesScanned: () => 7 };

/** Returns a query whose start the service refuses at first. */
function refusedOnce(name: string, remaining = 600_000) {
  let starts = 0;
  const answer = answerOf(
    async () => {
      starts += 1;
      if (starts === 1) {
        throw Object.assign(new Error(name), { name });
      }
      return query;
    },
    "lake.okta",
    { getRemainingTimeInMillis: () => remaining },
  );
  return { answer, starts: () => starts };
}

// AWS CloudTrail API Reference, StartQuery: MaxConcurrentQueriesException; Common Errors: ThrottlingException.
it("repeats the start of a query after too many concurrent queries or throttling", async () => {
  const names = ["MaxConcurrentQueriesException", "ThrottlingException"];
  const answers = await Promise.all(names.map((name) => refusedOnce(name).answer));
  expect(answers).toEqual(names.map(() => ({ rows: [{ n: "1" }], bytesScanned: 7 })));
});

it.each([
  ["that is refused for another reason", "AccessDeniedException", 600_000],
  ["if the function has little time left", "ThrottlingException", 100_000],
])("does not repeat a start %s", async (_, name, remaining) => {
  const { answer, starts } = refusedOnce(name, remaining);
  await expect(answer).rejects.toThrow(name);
  expect(starts()).toBe(1);
});
