import { once } from "node:events";
import { Server, ServerCredentials, type ServiceDefinition, type UntypedServiceImplementation } from "@grpc/grpc-js";

/** etcd takes objects of 1.5 MiB; a call carries an object up to three times. */
const MAX_MESSAGE_BYTES = 16 * 1024 * 1024;

/** Serves a gRPC service on a free port of 127.0.0.1. */
export async function serveOnLoopback(
  service: ServiceDefinition,
  handlers: UntypedServiceImplementation,
): Promise<{ readonly port: number; close(): void }> {
  const server = new Server({ "grpc.max_receive_message_length": MAX_MESSAGE_BYTES });
  server.addService(service, handlers);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  return { port, close: () => server.forceShutdown() };
}

/**
 * Runs this process as a plugin of the CLI: the first line on stdout is the port, and when the CLI has ended, however it
 * did, its end of our stdin is closed.
 */
export async function servePluginProcess(
  service: ServiceDefinition,
  handlers: UntypedServiceImplementation,
): Promise<void> {
  const { port, close } = await serveOnLoopback(service, handlers);
  process.stdout.write(`${port}\n`);
  await once(process.stdin.resume(), "close");
  close();
}
