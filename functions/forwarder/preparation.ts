import type { MapSettings } from "../mapping/mapSettings";
import type { Clock } from "./clock";
import type { ForwarderSettings } from "./forwarderSettings";

/** Reads the salt of hashes. */
export type ReadSalt = (abortSignal: AbortSignal) => Promise<string>;

/** How long a salt is used before it is read again, in milliseconds: a rotated secret takes effect in warm environments too. */
export const saltLifetime = 10 * 60_000;

/** The longest time that events wait for a salt that is read again, in milliseconds. */
const rereadTime = 3_000;

/**
 * Gives the settings of the mapping, with the salt where hashes need one, by `deadline` in milliseconds since 1970.
 *
 * The salt is read again when `saltLifetime` is over. Where that fails, the one that is known stays in use: the secret may be in the middle
 * of its rotation, and events need not wait for it.
 * @throws Error where the salt was never read and cannot be
 */
export function preparation(
  settings: ForwarderSettings,
  accountId: string,
  readSalt: ReadSalt | undefined,
  clock: Clock,
): (deadline: number) => Promise<MapSettings> {
  const { queue: _queue, ...mapping } = settings;
  const unsalted: MapSettings = { ...mapping, recipientAccountId: accountId };
  if (readSalt === undefined) {
    return async () => unsalted;
  }
  let prepared: MapSettings | undefined;
  let readAt = 0;
  return async (deadline) => {
    if (prepared === undefined || clock.now() - readAt >= saltLifetime) {
      const end = prepared === undefined ? deadline : Math.min(deadline, clock.now() + rereadTime);
      const salt = await readBefore(end, readSalt, clock).catch((error: unknown) => {
        if (prepared?.salt === undefined) {
          throw error;
        }
        return prepared.salt;
      });
      readAt = clock.now();
      // Equal settings stay the same object: what is compiled for them is kept.
      prepared = prepared?.salt === salt ? prepared : { ...unsalted, salt };
    }
    return prepared;
  };
}

/** The salt, or a rejection as soon as the deadline has passed, even where the call does not heed it. */
async function readBefore(deadline: number, readSalt: ReadSalt, clock: Clock): Promise<string> {
  const aborter = new AbortController();
  const aborted = new Promise<never>((_resolve, reject) => {
    aborter.signal.addEventListener("abort", () => reject(aborter.signal.reason), { once: true });
  });
  const timer = setTimeout(() => aborter.abort(saltTimeout()), Math.max(0, deadline - clock.now()));
  try {
    return await Promise.race([readSalt(aborter.signal), aborted]);
  } finally {
    clearTimeout(timer);
  }
}

function saltTimeout(): Error {
  return Object.assign(new Error("The secret that salts the hashes could not be read in time."), {
    name: "SaltTimeout",
  });
}
