import assert from "node:assert/strict";
import { before, describe, it } from "mocha";
import { DiagnosticsError } from "../../constructs/diagnostic.ts";
import type { Zone } from "../../engine/zone.ts";
import { evaluate } from "../../templates/evaluate.ts";
import type { Evaluation } from "../../templates/evaluation.ts";
import { exampleValues, findTemplate, listTemplates, templateForm } from "../../templates/gallery.ts";
import { type Tried, tryInZone } from "../catalog/try-in-zone.ts";
import { testHost } from "../stacks/stack-host.ts";
import { testZone } from "../support/local-zone.ts";

/** Projects that are tried at once: most of the time goes into waiting for namespaces to end. */
const AT_ONCE = 12;

/** Within the claim that every project has, with its quota and Pod Security labels in force. */
describe("every template of the gallery, in a zone", function () {
  this.timeout(600_000);
  const names = listTemplates().map(({ name }) => name);
  const tried = new Map<string, Tried>();

  before(async () => {
    const [zone, host] = await Promise.all([testZone(), testHost()]);
    const left = [...names];
    const one = async (): Promise<void> => {
      for (let name = left.shift(); name !== undefined; name = left.shift()) {
        tried.set(name, await tryInZone(await evaluation(name, zone), zone, host));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, one)).finally(() => host.remove());
  });

  for (const name of names) {
    it(`${name}: is accepted by the API server, and planning after it plans nothing`, () => {
      assert.deepEqual(tried.get(name)?.failures, []);
    });
  }
});

async function evaluation(name: string, { context }: Zone): Promise<Evaluation> {
  const { value, diagnostics } = await evaluate({
    file: findTemplate(name).file,
    zone: context,
    variables: exampleValues(await templateForm(name)),
    generated: { get: async (_project, _variable, draw) => draw() },
  });
  if (!value) throw new DiagnosticsError(diagnostics);
  return value;
}
