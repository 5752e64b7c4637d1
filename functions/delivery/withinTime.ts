/**
 * Gives the result of a call, or rejects with an error of the given name and message when the time is over, even where the call does not heed
 * its signal. @param milliseconds less than 0 counts as 0
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
