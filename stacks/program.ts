import messages from "@pulumi/pulumi/proto/resource_pb.js";
import { getMonitor } from "@pulumi/pulumi/runtime/settings.js";
import type { Manifest } from "../constructs/manifest.ts";
import { resourceName, resourceType, resourceUrn, stackUrn } from "./resource-name.ts";
import { dependencies, STAGES, stageOf } from "./stages.ts";
import { encodeStruct } from "./struct.ts";
import { writeFields } from "./wire.ts";

/** `RegisterResourceRequest.object` */
const OBJECT_FIELD = 5;

/**
 * The inline program of a stack: registers every manifest as a resource, stage by stage.
 *
 * It sends plain requests to the resource monitor instead of constructing `CustomResource`s, whose outputs nobody
 * reads: 200 objects take a third of the time (DESIGN.md, "Pulumi, measured").
 */
export function stackProgram(project: string, stack: string, manifests: readonly Manifest[]): () => Promise<void> {
  const before = dependencies(manifests);
  return async () => {
    for (const stage of STAGES) {
      const inStage = manifests.filter((manifest) => stageOf(manifest) === stage);
      await Promise.all(inStage.map((manifest) => register(project, stack, manifest, before(manifest))));
    }
  };
}

/** Resolves when the object was written, or could not be: the provider reports failures, and others go on. */
async function register(
  project: string,
  stack: string,
  manifest: Manifest,
  before: readonly Manifest[],
): Promise<void> {
  const request = new messages.RegisterResourceRequest()
    .setType(resourceType(manifest))
    .setName(resourceName(manifest))
    .setParent(stackUrn(project, stack))
    .setCustom(true)
    .setSupportsresultreporting(true)
    .setDependenciesList(before.map((other) => resourceUrn(project, stack, other)));
  await send(Buffer.concat([request.serializeBinary(), writeFields({ [OBJECT_FIELD]: encodeStruct(manifest) })]));
}

function send(request: Buffer): Promise<void> {
  const monitor = getMonitor() as MonitorClient | undefined;
  if (!monitor) throw new Error("the program of a stack runs only inside of a Pulumi update");
  const same = (bytes: Buffer) => bytes;
  return new Promise((resolve, reject) => {
    monitor.makeUnaryRequest("/pulumirpc.ResourceMonitor/RegisterResource", same, same, request, (error) =>
      error ? reject(error) : resolve(),
    );
  });
}

/** The SDK's client is a gRPC client; its published type shows the generated methods only. */
type MonitorClient = Pick<import("@grpc/grpc-js").Client, "makeUnaryRequest">;
