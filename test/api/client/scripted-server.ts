import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A server that answers requests one after the other as it was told: what a real one does only on a bad day. */
export interface Scripted {
  readonly url: string;
  answer(handler: Handler): void;
  /** Drops what is left of the script. */
  forget(): void;
  close(): Promise<void>;
}

export async function scriptedServer(): Promise<Scripted> {
  const script: Handler[] = [];
  const server = createServer((request, response) => {
    request.resume();
    const handler = script.shift();
    if (handler) handler(request, response);
    else response.writeHead(500).end("nothing is left of the script");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answer: (handler) => void script.push(handler),
    forget: () => void script.splice(0),
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
