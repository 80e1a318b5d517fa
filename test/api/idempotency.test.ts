import { describe, it } from "mocha";
import { oneEffectUnderCrashes } from "../chaos/idempotency.ts";

/** The short form of `npm run test:chaos -- idempotency`. */
describe("many POSTs with one Idempotency-Key", function () {
  this.timeout(600_000);

  it("have one effect and one answer, although the API and PostgreSQL are killed meanwhile", async () => {
    await oneEffectUnderCrashes({ posts: 200, crashes: 2, rounds: 1 });
  });
});
