import type { Manifest } from "../../constructs/manifest.ts";
import { type DeployRequest, deployProject } from "../../engine/deploy.ts";
import { type DestroyRequest, destroyProject } from "../../engine/destroy.ts";
import { connectZone } from "../../engine/kubernetes-client.ts";
import type { UpdateEvent, ZoneResult } from "../../engine/update-events.ts";
import type { Zone } from "../../engine/zone.ts";
import type { ZoneClient } from "../../engine/zone-client.ts";
import { type TestHost, testHost } from "../stacks/stack-host.ts";
import { TEST_KEY, treeOf } from "./fixture-project.ts";

/** Deploys ready-made manifests and keeps what is said, written and started. */
export class TestDeployments {
  readonly zone: Zone;
  readonly events: UpdateEvent[] = [];
  /** Names of the client's methods that write, with what they wrote. */
  readonly writes: string[] = [];
  /** How often the Pulumi CLI was asked for. */
  starts = 0;
  #host: TestHost;

  private constructor(zone: Zone, host: TestHost) {
    this.zone = zone;
    this.#host = host;
  }

  static async in(zone: Zone): Promise<TestDeployments> {
    return new TestDeployments(zone, await testHost());
  }

  async up(
    project: string,
    manifests: readonly Manifest[],
    secrets: Record<string, string> = {},
    more: Partial<DeployRequest> = {},
  ): Promise<ZoneResult> {
    const results = await deployProject({
      zones: [this.zone],
      evaluate: async (zone) => ({
        zones: [],
        tree: treeOf(project, manifests, zone.context.name),
        secrets: new Map(Object.entries(secrets)),
      }),
      key: TEST_KEY,
      wait: false,
      ...this.shared(),
      ...more,
    });
    return results[0]!;
  }

  async destroy(project: string, more: Partial<DestroyRequest> = {}): Promise<ZoneResult> {
    const shared = { zones: [this.zone], key: TEST_KEY, ...this.shared() };
    const results = await destroyProject({ project, namespace: project, ...shared, ...more });
    return results[0]!;
  }

  shared() {
    this.events.length = 0;
    this.writes.length = 0;
    this.starts = 0;
    return {
      host: async () => {
        this.starts++;
        return this.#host;
      },
      connect: async (zone: Zone) => this.#recording(await connectZone(zone)),
      onEvent: (event: UpdateEvent) => void this.events.push(event),
    };
  }

  /** Pulumi forgets all it knew. */
  async losePulumiState(): Promise<void> {
    await this.#host.remove();
    this.#host = await testHost();
  }

  end(): Promise<void> {
    return this.#host.remove();
  }

  #recording(client: ZoneClient): ZoneClient {
    return new Proxy(client, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name, target);
        if (typeof member !== "function") return member;
        const bound = member.bind(target) as (...rest: unknown[]) => unknown;
        if (name !== "apply" && name !== "delete") return bound;
        return (what: unknown, ...rest: unknown[]) => {
          this.writes.push(`${name} ${typeof what === "string" ? what : (what as Manifest).kind}`);
          return bound(what, ...rest);
        };
      },
    });
  }
}
