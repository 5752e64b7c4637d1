/** Ends at SIGINT, at SIGTERM or, under npm, when npm's shell ends: it does not pass the signals on. */
export function stopRequest(): Promise<void> {
  return new Promise((stop) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      process.once(signal, () => stop());
    }
    if (process.env.npm_lifecycle_event === undefined) {
      return;
    }
    const parent = process.ppid;
    setInterval(() => {
      if (process.ppid !== parent) {
        stop();
      }
    }, 250).unref();
  });
}
