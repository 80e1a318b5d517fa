import { newPerson, type TestClient } from "../../api/support/client.ts";
import type { TestPlatform } from "../../api/support/platform.ts";
import { espalier, newFolder, type Ran, type RunOptions } from "./run-espalier.ts";

/** Somebody at a machine of his own, logged in at a platform with a key. */
export interface Somebody {
  readonly person: TestClient;
  /** Of the state folder. */
  readonly environment: Readonly<Record<string, string>>;
  /** Where commands run that name no other folder. */
  readonly folder: string;
  /** Everything that was said and printed so far. */
  readonly said: string[];
  run(args: readonly string[], options?: RunOptions): Promise<Ran>;
}

export async function somebody(platform: TestPlatform, options: { operator?: boolean } = {}): Promise<Somebody> {
  const person = await newPerson(platform, options);
  const environment = { ESPALIER_HOME: newFolder() };
  const folder = newFolder();
  const said: string[] = [];
  const run = async (args: readonly string[], more: RunOptions = {}): Promise<Ran> => {
    const ran = await espalier(args, { cwd: folder, environment, ...more });
    said.push(ran.stdout, ran.stderr);
    return ran;
  };
  const { code, stderr } = await run(["login", platform.url, "--key-stdin"], { input: `${person.key}\n` });
  if (code !== 0) throw new Error(stderr);
  return { person, environment, folder, said, run };
}
