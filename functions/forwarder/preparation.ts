import { withinTime } from "../delivery/withinTime";
import type { MapSettings } from "../mapping/mapSettings";
import type { Clock } from "./clock";
import type { ForwarderSettings } from "./forwarderSettings";

/** Reads the salt of hashes. */
export type ReadSalt = (abortSignal: AbortSignal) => Promise<string>;

/** Lifetime of a salt before it is read again, in milliseconds: a rotated secret takes effect in warm environments too. */
export const saltLifetime = 10 * 60_000;

/** Maximum wait for a reread salt, in milliseconds. */
const rereadTime = 3_000;

/**
 * Returns the mapping's settings, with the salt if hashes need one, by `deadline` in milliseconds since 1970.
 *
 * The salt is read again after `saltLifetime`. If that fails, the known salt stays in use: the secret may be in the middle of its rotation,
 * and events need not wait for it.
 * @throws Error if the salt was never read and cannot be
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
      const salt = await withinTime(end - clock.now(), saltTimeout, readSalt).catch((error: unknown) => {
        if (prepared?.salt === undefined) {
          throw error;
        }
        return prepared.salt;
      });
      readAt = clock.now();
      // Equal settings stay the same object, so that what was compiled for them is reused.
      prepared = prepared?.salt === salt ? prepared : { ...unsalted, salt };
    }
    return prepared;
  };
}

const saltTimeout = {
  name: "SaltTimeout",
  message: "The secret with the salt of the hashes could not be read in time.",
} as const;
