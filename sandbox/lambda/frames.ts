/**
 * What the sandbox and an execution environment say to each other, over one pipe: each frame is a small header and a
 * payload of text that is not parsed on the way.
 */
export interface Frame<Header> {
  readonly header: Header;
  readonly payload: string;
}

/** From the sandbox to the environment: the payload is the event. */
export interface InvokeHeader {
  readonly kind: "invoke";
  readonly requestId: string;
  /** When the invocation times out, in milliseconds since 1970 on the machine's clock. */
  readonly deadline: number;
  readonly traceId: string;
}

/** From the environment to the sandbox. */
export type EnvironmentHeader =
  /** The function is loaded. */
  | { readonly kind: "ready"; readonly peakMemoryBytes: number }
  /** The handler has answered: the payload is its answer. */
  | { readonly kind: "succeeded"; readonly requestId: string; readonly peakMemoryBytes: number }
  /** The function could not be loaded, or has failed: the payload is a `FunctionError`. `fatal` if the process ends. */
  | { readonly kind: "failed"; readonly requestId?: string; readonly peakMemoryBytes: number; readonly fatal: boolean }
  /** Something was written to standard output or standard error: the payload is the text. */
  | { readonly kind: "log" };

/** A function's failure, in the form Lambda answers with. */
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

/** The bytes of a frame: two lengths, the header as JSON, the payload. */
export function encodeFrame(header: object, payload = ""): Buffer {
  const headerBytes = Buffer.from(JSON.stringify(header));
  const payloadLength = Buffer.byteLength(payload);
  const frame = Buffer.allocUnsafe(lengthsSize + headerBytes.length + payloadLength);
  frame.writeUInt32BE(headerBytes.length, 0);
  frame.writeUInt32BE(payloadLength, 4);
  headerBytes.copy(frame, lengthsSize);
  frame.write(payload, lengthsSize + headerBytes.length);
  return frame;
}

/**
 * Puts frames together again from the pieces in which they arrive. It holds the bytes of the frame under way and nothing else: what is held
 * here would count as the function's memory.
 */
export function createFrameReader<Header>(receive: (frame: Frame<Header>) => void): (piece: Buffer) => void {
  let bytes = Buffer.allocUnsafe(lengthsSize);
  let filled = 0;
  return (piece) => {
    for (let read = 0; read < piece.length; ) {
      const copied = piece.copy(bytes, filled, read);
      read += copied;
      filled += copied;
      if (filled < bytes.length) {
        return;
      }
      const headerEnd = lengthsSize + bytes.readUInt32BE(0);
      const end = headerEnd + bytes.readUInt32BE(4);
      if (filled < end) {
        const whole = Buffer.allocUnsafe(end);
        bytes.copy(whole);
        bytes = whole;
        continue;
      }
      const header = JSON.parse(bytes.toString("utf8", lengthsSize, headerEnd)) as Header;
      const payload = bytes.toString("utf8", headerEnd, end);
      bytes = Buffer.allocUnsafe(lengthsSize);
      filled = 0;
      receive({ header, payload });
    }
  };
}

const lengthsSize = 8;
