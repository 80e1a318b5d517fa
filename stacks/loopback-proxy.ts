/**
 * grpc-js sends calls to loopback, too, through the proxy that the environment names, and Pulumi speaks gRPC on loopback
 * only. `no_grpc_proxy` is read by grpc-js alone and replaces `no_proxy` there.
 */
export function withoutLoopbackProxy(environment: NodeJS.ProcessEnv): { readonly no_grpc_proxy: string } {
  const hosts = environment.no_grpc_proxy ?? environment.no_proxy ?? "";
  return { no_grpc_proxy: hosts.includes("127.0.0.1") ? hosts : [hosts, "127.0.0.1"].filter(Boolean).join(",") };
}
