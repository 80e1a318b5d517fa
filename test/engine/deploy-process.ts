import { deployProject } from "../../engine/deploy.ts";
import type { Zone } from "../../engine/zone.ts";
import type { StackHost } from "../../stacks/update.ts";
import { changedManifests } from "./changed-manifests.ts";
import { TEST_KEY, treeOf } from "./fixture-project.ts";
import { richManifests } from "./rich-manifests.ts";

/** What a process that deploys, and may be killed while it does, is told as JSON in its first argument. */
export interface DeployProcessInput {
  readonly zone: Zone;
  readonly host: StackHost;
  readonly project: string;
  readonly changed: boolean;
}

/** Prints `started` when it begins, then its results as a line of JSON. */
const { zone, host, project, changed } = JSON.parse(process.argv[2] ?? "") as DeployProcessInput;
const manifests = changed ? changedManifests(project) : richManifests(project);
const tree = treeOf(project, manifests, zone.context.name);
process.stdout.write("started\n");
const results = await deployProject({
  zones: [zone],
  evaluate: async () => ({
    zones: [],
    tree,
    secrets: new Map([["password", changed ? "second-canary" : "first-canary"]]),
  }),
  key: TEST_KEY,
  host: async () => host,
  onEvent: () => undefined,
  wait: false,
});
process.stdout.write(`${JSON.stringify(results)}\n`);
