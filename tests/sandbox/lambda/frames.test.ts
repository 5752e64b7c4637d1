import * as fc from "fast-check";
import { createFrameReader, encodeFrame, type Frame } from "../../../sandbox/lambda/frames";

describe("frames", () => {
  it("arrive whole and in order, however the pipe cuts them", () => {
    const frames = fc.array(
      fc.record({ header: fc.record({ id: fc.string() }), payload: fc.string({ unit: "grapheme" }) }),
    );
    fc.assert(
      fc.property(frames, fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1 }), (sent, cuts) => {
        const bytes = Buffer.concat(sent.map(({ header, payload }) => encodeFrame(header, payload)));
        const received: Frame<object>[] = [];
        const read = createFrameReader<object>((frame) => received.push(frame));
        for (let start = 0, round = 0; start < bytes.length; round += 1) {
          const end = start + (cuts[round % cuts.length] ?? 1);
          read(bytes.subarray(start, end));
          start = end;
        }
        expect(received).toEqual(sent);
      }),
    );
  });
});
