import { KUBERNETES_PACKAGE_VERSION } from "../kubernetes-package.ts";
import { serveOnLoopback, servePluginProcess } from "../plugin-process.ts";
import type { ObjectOperations } from "./object-operations.ts";
import { providerHandlers, providerService } from "./service.ts";

export interface ProviderServer {
  /** Port on 127.0.0.1, for `PULUMI_DEBUG_PROVIDERS=kubernetes:PORT`. */
  readonly port: number;
  close(): void;
}

/** Serves the Pulumi package `kubernetes` in this process. One server an update: starting it takes 2 ms. */
export function serveProvider(operations: ObjectOperations): Promise<ProviderServer> {
  return serveOnLoopback(providerService, providerHandlers(operations, KUBERNETES_PACKAGE_VERSION));
}

/** Is the executable `pulumi-resource-kubernetes`, until the CLI that started it ends. */
export function serveProviderProcess(operations: ObjectOperations): Promise<void> {
  return servePluginProcess(providerService, providerHandlers(operations, KUBERNETES_PACKAGE_VERSION));
}
