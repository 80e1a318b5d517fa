import { connect } from "node:net";

export interface RawAnswer {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Sends bytes as they are, which no client would do, and reads the first answer. Undefined when the connection was ended
 * without one.
 *
 * @param ends whether the caller says that nothing follows, so that what is not whole is not waited for
 */
export function sendRaw(url: string, bytes: string | Uint8Array, ends = false): Promise<RawAnswer | undefined> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    let received = "";
    const settle = (): void => {
      socket.destroy();
      resolve(received === "" ? undefined : parse(received));
    };
    socket.setEncoding("latin1").on("data", (text: string) => {
      received += text;
      if (isWhole(received)) settle();
    });
    socket.on("end", settle).on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ECONNRESET" || error.code === "EPIPE") settle();
      else reject(error);
    });
    if (ends) socket.end(bytes);
    else socket.write(bytes);
  });
}

/** A request without a body, as HTTP/1.1 writes it. */
export function rawGet(path: string, headers: Readonly<Record<string, string>> = {}, method = "GET"): string {
  const lines = Object.entries({ Host: "127.0.0.1", Connection: "close", ...headers });
  return `${method} ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`;
}

/** The same with one. */
export function rawPost(
  path: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
  method = "POST",
): string {
  const length = String(Buffer.byteLength(body));
  return rawGet(path, { "Content-Type": "application/json", "Content-Length": length, ...headers }, method) + body;
}

function isWhole(text: string): boolean {
  const end = text.indexOf("\r\n\r\n");
  if (end < 0) return false;
  const length = /^content-length: (\d+)\r$/im.exec(text.slice(0, end + 2))?.[1];
  return length !== undefined && text.length >= end + 4 + Number(length);
}

function parse(text: string): RawAnswer {
  const [head = "", ...rest] = text.split("\r\n\r\n");
  const [first = "", ...lines] = head.split("\r\n");
  const headers = lines.map((line) => [
    line.slice(0, line.indexOf(":")).toLowerCase(),
    line.slice(line.indexOf(":") + 2),
  ]);
  return {
    status: Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1]),
    headers: Object.fromEntries(headers),
    body: Buffer.from(rest.join("\r\n\r\n"), "latin1").toString("utf8"),
  };
}
