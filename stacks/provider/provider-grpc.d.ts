/** The SDK ships these stubs without types. */
declare module "@pulumi/pulumi/proto/provider_grpc_pb.js" {
  import type { MethodDefinition } from "@grpc/grpc-js";

  // biome-ignore lint/suspicious/noExplicitAny: each method has messages of its own
  const stubs: { readonly ResourceProviderService: Readonly<Record<string, MethodDefinition<any, any>>> };
  export default stubs;
}
