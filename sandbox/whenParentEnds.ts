/** Calls `end` when the parent process is gone, even killed: then the operating system gives this process another parent. */
export function whenParentEnds(end: () => void): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) {
      end();
    }
  }, 250).unref();
}
