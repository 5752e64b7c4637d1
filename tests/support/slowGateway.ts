import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";

/**
 * A sandbox's gateway with a delay: each request takes that many milliseconds. `sent` receives the bytes before that.
 */
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
    // The last bytes of a killed caller are lost.
    caller.on("close", () => gateway.destroy()).on("error", () => undefined);
    gateway.on("error", () => caller.destroy());
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${address.port}`, close: () => server.close() };
}
