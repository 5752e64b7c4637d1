import type { MapSettings } from "../mapping/mapSettings";

/** The forwarder's settings. Plain data, known at deployment. */
export type ForwarderSettings = Omit<MapSettings, "recipientAccountId" | "salt"> & {
  /** The settings of its queue. @default a queue without a limit on receives */
  readonly queue?: {
    /** The number of receives after which SQS moves a message to the dead-letter queue. */
    readonly maximumReceiveCount: number;
    /** The longest time from a message's receive to the end of the invocation that handles it: batching window plus timeout. */
    readonly handledWithinSeconds: number;
  };
};
