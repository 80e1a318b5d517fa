import { randomUUID } from "node:crypto";
import { connectDatabase } from "../../api/database/connect.ts";
import { drawKey } from "../../api/identity/key-text.ts";
import { kubeconfigContext } from "../../api/zones/connections.ts";
import { SecretKey } from "../../engine/secret-key.ts";

export interface SeededCallers {
  /** Keys of two people. */
  readonly key: string;
  readonly otherKey: string;
  /** Name of a zone that never answers. */
  readonly zone: string;
}

/** People and a zone in a database whose tables are there, past the API, which is to be killed. */
export async function seedCallers(databaseUrl: string, secretKey: Buffer): Promise<SeededCallers> {
  const { database, close } = connectDatabase(databaseUrl, { connections: 1, onError: () => undefined });
  try {
    const keys: string[] = [];
    for (const name of ["first", "second"]) {
      const [id, key] = [randomUUID(), drawKey("person")];
      await database
        .insertInto("people")
        .values({ id, email: `${name}@example.com`, name })
        .execute();
      await database
        .insertInto("api_keys")
        .values({ id: randomUUID(), name: "seeded", start: key.start, hash: key.hash, person_id: id })
        .execute();
      keys.push(key.text);
    }
    const id = randomUUID();
    await database
      .insertInto("zones")
      .values({
        id,
        name: "away",
        context: JSON.stringify({
          domain: "away.example.com",
          ingressClass: "nginx",
          ingressNamespace: "ingress-nginx",
          issuer: "letsencrypt",
        }),
        kubeconfig: new SecretKey(secretKey).encrypt("{}", kubeconfigContext(id)),
      })
      .execute();
    return { key: keys[0] as string, otherKey: keys[1] as string, zone: "away" };
  } finally {
    await close();
  }
}
