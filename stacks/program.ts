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
  const registration = new Registration(project, stack);
  return async () => {
    for (const stage of STAGES) {
      const inStage = manifests.filter((manifest) => stageOf(manifest) === stage);
      await Promise.all(inStage.map((manifest) => registration.object(manifest, before(manifest))));
      if (stage === "bounds") await registration.gate(inStage);
    }
  };
}

/**
 * A component behind all bounds, on which every later object depends instead of on each of the bounds: 50 policies and
 * 150 objects behind them made a state of 6 MB, and half a second to write it.
 */
const GATE = { type: "espalier:project:Bounds", name: "bounds" } as const;

class Registration {
  readonly #project: string;
  readonly #stack: string;
  #gate: string[] = [];

  constructor(project: string, stack: string) {
    this.#project = project;
    this.#stack = stack;
  }

  /** Resolves when the object was written, or could not be: the provider reports failures, and others go on. */
  async object(manifest: Manifest, before: readonly Manifest[]): Promise<void> {
    const others = this.#gate.length > 0 ? before.filter((other) => stageOf(other) !== "bounds") : before;
    const request = this.#request(resourceType(manifest), resourceName(manifest))
      .setCustom(true)
      .setDependenciesList([...others.map((other) => this.#urn(other)), ...this.#gate]);
    await send(Buffer.concat([request.serializeBinary(), writeFields({ [OBJECT_FIELD]: encodeStruct(manifest) })]));
  }

  async gate(bounds: readonly Manifest[]): Promise<void> {
    if (bounds.length === 0) return;
    const request = this.#request(GATE.type, GATE.name).setDependenciesList(bounds.map((bound) => this.#urn(bound)));
    await send(Buffer.from(request.serializeBinary()));
    this.#gate = [`urn:pulumi:${this.#stack}::${this.#project}::${GATE.type}::${GATE.name}`];
  }

  #request(type: string, name: string): messages.RegisterResourceRequest {
    return new messages.RegisterResourceRequest()
      .setType(type)
      .setName(name)
      .setParent(stackUrn(this.#project, this.#stack))
      .setSupportsresultreporting(true);
  }

  #urn(manifest: Manifest): string {
    return resourceUrn(this.#project, this.#stack, manifest);
  }
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
