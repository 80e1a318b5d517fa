import assert from "node:assert/strict";
import { before, describe, it } from "mocha";
import { type FuzzReport, fuzz } from "./fuzz.ts";
import { NoPythonError } from "./python.ts";
import { schemathesis } from "./schemathesis.ts";

/** The short form of `npm run test:fuzz`. */
describe("whatever is sent to the API", function () {
  this.timeout(1_200_000);
  let report: FuzzReport;

  before(async function () {
    const say = (text: string) => void process.stderr.write(`${text}\n`);
    let program: string;
    try {
      program = await schemathesis(say);
    } catch (error) {
      if (!(error instanceof NoPythonError)) throw error;
      say(error.message);
      return this.skip();
    }
    const phases = ["examples", "fuzzing", "stateful"];
    const lanes = (["member", "browser"] as const).map((caller) => [{ caller, phases, maxExamples: 8, seed: 1 }]);
    report = await fuzz({ program, lanes });
  });

  it("passes every check of Schemathesis, in at least 1,500 cases", () => {
    assert.equal(report.failures, 0, report.runs.map(({ output }) => output).join("\n"));
    assert.ok(report.cases >= 1_500, `${report.cases} cases`);
  });

  it("is answered with what the document says, and never as if something went wrong on our side", () => {
    assert.deepEqual(report.tally.failed, []);
    assert.deepEqual(report.tally.undocumented, []);
  });

  it("reaches what operations do", () => {
    const { statuses, requests } = report.tally;
    const good = [...statuses].filter(([status]) => status < 300).reduce((sum, [, count]) => sum + count, 0);
    // What is sent on purpose as nobody cannot reach anything.
    const asSomebody = requests - (statuses.get(401) ?? 0);
    assert.ok(good > asSomebody / 4, `${good} of ${asSomebody}`);
  });

  it("leaves no secret in the log", () => {
    assert.equal(report.leaks, 0);
  });
});
