/** Gives a function that runs at most so many calls of another one at one time; the others wait for their turn, in their order. */
export function atMost<Args extends readonly unknown[], Result>(
  most: number,
  call: (...args: Args) => Promise<Result>,
): (...args: Args) => Promise<Result> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (...args) => {
    if (running < most) {
      running += 1;
    } else {
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
    try {
      return await call(...args);
    } finally {
      // A call that waits takes over the place of the one that ends.
      const next = waiting.shift();
      if (next === undefined) {
        running -= 1;
      } else {
        next();
      }
    }
  };
}
