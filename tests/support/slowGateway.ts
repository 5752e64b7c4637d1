import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";

/** A sandbox's gateway as it is from afar: whatever is sent to it takes that many milliseconds. `sent` gets the bytes before that. */
export async function slowGateway(
  gatewayUrl: string,
  milliseconds: number,
  sent: (bytes: Buffer) => void = () => undefined,
) {
  const { hostname, port } = new URL(gatewayUrl);
  const server = createServer((caller) => {
    const gateway = connect(Number(port), hostname);
    caller.on("data", (bytes: Buffer) => {
      sent(bytes);
      setTimeout(() => gateway.write(bytes), milliseconds);
    });
    gateway.pipe(caller);
    // A caller that was killed takes what it sent last with it.
    caller.on("close", () => gateway.destroy()).on("error", () => undefined);
    gateway.on("error", () => caller.destroy());
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${address.port}`, close: () => server.close() };
}
