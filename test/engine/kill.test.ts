import { killAtMoments } from "../chaos/kill.ts";
import { zoneUnderTest } from "./zone-under-test.ts";

describe("killing the process that deploys", function () {
  this.timeout(600_000);

  it("does no harm at any moment: the next update converges, nothing is left over, no lock is stale", async () => {
    await killAtMoments({ zone: await zoneUnderTest(), count: 4 });
  });
});
