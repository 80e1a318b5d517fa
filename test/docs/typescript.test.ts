import { describe, it } from "mocha";
import { exampleEvaluator } from "./evaluate-example.ts";
import { assertClaims, examplesOf, pageText } from "./examples.ts";

describe("the page about TypeScript", () => {
  const evaluate = exampleEvaluator();

  for (const example of examplesOf(pageText("typescript.md"))) {
    it(`has an example of ${example.heading} that makes what it says`, async () => {
      assertClaims(example, (await evaluate(example)).manifests);
    });
  }
});
