/**
 * Returns the result of a call, or rejects with an error of the given name and message when time is up, even if the call ignores its
 * signal.
 * @param milliseconds values below 0 count as 0
 */
export async function withinTime<T>(
  milliseconds: number,
  late: Readonly<Record<"name" | "message", string>>,
  call: (abortSignal: AbortSignal) => Promise<T>,
): Promise<T> {
  const aborter = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => {
        aborter.abort(Object.assign(new Error(late.message), { name: late.name }));
        reject(aborter.signal.reason);
      },
      Math.max(0, milliseconds),
    );
  });
  try {
    return await Promise.race([call(aborter.signal), timeout]);
  } finally {
    clearTimeout(timer);
  }
}
