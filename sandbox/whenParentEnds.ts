/** Calls `end` when the parent process has ended, even by a kill: the operating system then gives this process another parent. */
export function whenParentEnds(end: () => void): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) {
      end();
    }
  }, 250).unref();
}
