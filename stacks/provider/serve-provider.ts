import { Server, ServerCredentials } from "@grpc/grpc-js";
import type { ObjectOperations } from "./object-operations.ts";
import { providerHandlers, providerService } from "./service.ts";

export interface ProviderServer {
  /** Port on 127.0.0.1, for `PULUMI_DEBUG_PROVIDERS=kubernetes:PORT`. */
  readonly port: number;
  close(): void;
}

/** The version of `@pulumi/kubernetes` whose types are used. */
export const KUBERNETES_PACKAGE_VERSION = "4.34.2";

/** etcd takes objects of 1.5 MiB; a call carries an object up to three times. */
const MAX_MESSAGE_BYTES = 16 * 1024 * 1024;

/** Serves the Pulumi package `kubernetes` on loopback. One server an update: starting it takes 2 ms. */
export async function serveProvider(operations: ObjectOperations): Promise<ProviderServer> {
  const server = new Server({ "grpc.max_receive_message_length": MAX_MESSAGE_BYTES });
  server.addService(providerService, providerHandlers(operations, KUBERNETES_PACKAGE_VERSION));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  return { port, close: () => server.forceShutdown() };
}
