import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { request } from "node:https";
import { setTimeout as sleep } from "node:timers/promises";
import { parse } from "yaml";
import type { FileZone } from "../../../../engine/zone.ts";
import type { Loose } from "../client.ts";

/** The API server of a zone, asked as a node or an administrator would: past everything of ours. */
export class ZoneAccess {
  readonly token: string;
  readonly kubeconfig: string;
  readonly #server: URL;
  readonly #authority: Buffer;

  private constructor(kubeconfig: string) {
    const { users, clusters } = parse(kubeconfig);
    this.kubeconfig = kubeconfig;
    this.token = users[0].user.token;
    this.#server = new URL(clusters[0].cluster.server);
    this.#authority = Buffer.from(clusters[0].cluster["certificate-authority-data"], "base64");
    assert.ok(this.token.length > 20);
  }

  static async open({ kubeconfig }: FileZone): Promise<ZoneAccess> {
    return new ZoneAccess(await readFile(kubeconfig, "utf8"));
  }

  /** Values of all Secrets of a namespace. */
  async secretValues(namespace: string): Promise<string[]> {
    const { items } = await this.send("GET", `/api/v1/namespaces/${namespace}/secrets`);
    return items.flatMap(({ data = {} }: Loose) =>
      Object.values(data as Record<string, string>).map((value) => Buffer.from(value, "base64").toString("utf8")),
    );
  }

  /** A pod that runs an image, once its node has said something of it. */
  async podOf(namespace: string, image: string): Promise<Loose> {
    for (;;) {
      const { items } = await this.send("GET", `/api/v1/namespaces/${namespace}/pods`);
      const pod = items.find(({ spec }: Loose) => spec.containers[0].image === image);
      if (pod?.status?.containerStatuses) return pod;
      await sleep(20);
    }
  }

  /** Makes a pod's container look as if it had crashed with this message. */
  async crash(pod: Loose, message: string): Promise<void> {
    const { namespace, name } = pod.metadata;
    const containerStatuses = pod.status.containerStatuses.map((status: Loose) => ({
      ...status,
      restartCount: 5,
      state: { waiting: { reason: "CrashLoopBackOff", message: "back-off restarting" } },
      lastState: { terminated: { exitCode: 1, reason: "Error", message } },
    }));
    await this.send("PATCH", `/api/v1/namespaces/${namespace}/pods/${name}/status`, { status: { containerStatuses } });
  }

  /** An event about a pod, as a node reports it. */
  async report(pod: Loose, reason: string, message: string): Promise<void> {
    const { namespace, name, uid } = pod.metadata;
    await this.send("POST", `/api/v1/namespaces/${namespace}/events`, {
      metadata: { generateName: "canary-", namespace },
      involvedObject: { apiVersion: "v1", kind: "Pod", namespace, name, uid },
      type: "Warning",
      reason,
      message,
      firstTimestamp: new Date().toISOString(),
      lastTimestamp: new Date().toISOString(),
      count: 1,
      source: { component: "kubelet" },
    });
  }

  async send(method: string, path: string, body?: unknown): Promise<Loose> {
    const type = method === "PATCH" ? "application/merge-patch+json" : "application/json";
    const headers = { authorization: `Bearer ${this.token}`, "content-type": type };
    const text = await new Promise<string>((resolve, reject) => {
      const sent = request(new URL(path, this.#server), { method, headers, ca: this.#authority }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk)).on("error", reject);
        response.on("end", () => {
          const answer = Buffer.concat(chunks).toString("utf8");
          if ((response.statusCode ?? 500) < 300) resolve(answer);
          else reject(new Error(`${method} ${path}: ${response.statusCode} ${answer}`));
        });
      });
      sent.on("error", reject).end(body === undefined ? undefined : JSON.stringify(body));
    });
    return JSON.parse(text);
  }
}
