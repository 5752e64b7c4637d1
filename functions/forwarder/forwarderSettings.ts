import type { MapSettings } from "../mapping/mapSettings";

/** The forwarder's settings: plain data, known when the stack is deployed. */
export type ForwarderSettings = Omit<MapSettings, "recipientAccountId" | "salt"> & {
  /** The settings of the queue that it reads. @default a queue that never gives a message up */
  readonly queue?: {
    /** The receives after which SQS moves a message to the dead-letter queue. */
    readonly maximumReceiveCount: number;
    /** The longest time from a message's receive to the end of the invocation that handles it: the batching window and the time-out. */
    readonly handledWithinSeconds: number;
  };
};
