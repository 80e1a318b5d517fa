import { connect as connectTcp, type Socket } from "node:net";
import { connect as connectTls, type TLSSocket } from "node:tls";
import type { buildConnector, Dispatcher } from "undici";
import type { Credentials } from "./credentials.ts";

const CONNECT_TIMEOUT = 5_000;
/** Who has taken the connection is there, but may be busy. */
const HANDSHAKE_TIMEOUT = 15_000;
const CONNECTIONS_WITHOUT_HTTP2 = 32;

/**
 * Milliseconds after which an idle connection is given up; API servers end it after 90 s, in order. undici's own 4 s would
 * make every pause cost a handshake, and what it does then can end the process: a stream that it has let go of, but Node has
 * not yet, gets an error that nobody listens to ("socket idle timeout"; seen in a process that had been stopped for a while).
 */
const IDLE_TIMEOUT = 10 * 60_000;

/** Bytes that may come before they are acknowledged: a list should not have to wait in the middle. */
const STREAM_WINDOW = 4 * 1024 * 1024;
const CONNECTION_WINDOW = 16 * 1024 * 1024;

/**
 * Opens a connection and lets it decide: one connection when the server speaks HTTP/2, as every API server does, 32
 * when a proxy before it does not. The socket that was opened to find out serves the first requests.
 */
export async function openDispatcher(credentials: Credentials): Promise<Dispatcher> {
  const { Pool, ProxyAgent } = await import("undici");
  const { server, tls, proxy } = credentials;
  if (proxy) return new ProxyAgent({ uri: proxy, requestTls: tls, connections: CONNECTIONS_WITHOUT_HTTP2 });
  let opened: Socket | undefined = await openSocket(credentials);
  const http2 = "alpnProtocol" in opened && opened.alpnProtocol === "h2";
  const connect: buildConnector.connector = (_options, callback) => {
    const ready = opened;
    opened = undefined;
    const socket = ready && !ready.destroyed ? Promise.resolve(ready) : openSocket(credentials);
    socket.then(
      (found) => callback(null, found),
      (error) => callback(error, null),
    );
  };
  return new Pool(new URL(server).origin, {
    connect,
    allowH2: http2,
    connections: http2 ? 1 : CONNECTIONS_WITHOUT_HTTP2,
    keepAliveTimeout: IDLE_TIMEOUT,
    keepAliveMaxTimeout: IDLE_TIMEOUT,
    ...(http2 && { initialWindowSize: STREAM_WINDOW, connectionWindowSize: CONNECTION_WINDOW }),
  });
}

function openSocket({ server, tls }: Credentials): Promise<Socket> {
  const { protocol, hostname, port } = new URL(server);
  const host = hostname.replace(/^\[|\]$/g, "");
  const secure = protocol === "https:";
  const address = { host, port: Number(port) || (secure ? 443 : 80), keepAlive: true };
  return new Promise((resolve, reject) => {
    const socket: Socket | TLSSocket = secure
      ? connectTls({ ...address, servername: serverName(host), ...tls, ALPNProtocols: ["h2", "http/1.1"] })
      : connectTcp(address);
    socket.setTimeout(CONNECT_TIMEOUT, () =>
      socket.destroy(Object.assign(new Error("timed out"), { code: "ETIMEDOUT" })),
    );
    if (secure) socket.once("connect", () => socket.setTimeout(HANDSHAKE_TIMEOUT));
    socket.once("error", reject);
    socket.once(secure ? "secureConnect" : "connect", () => {
      socket.setTimeout(0);
      // node:tls takes no such option, and without it lists stall for 40 ms whenever the HTTP/2 window is full.
      socket.setNoDelay(true);
      socket.off("error", reject);
      resolve(socket);
    });
  });
}

/** TLS forbids addresses as server names. */
function serverName(host: string): string {
  return /^[\d.]+$|:/.test(host) ? "" : host;
}
