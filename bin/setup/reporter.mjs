import { writeFileSync } from "node:fs";
import mocha from "mocha";

const { Spec } = mocha.reporters;

/** Shows tests as mocha does by default, and leaves their numbers in the file that `ESPALIER_TEST_RESULT` names. */
export default class CountingReporter extends Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.once("end", () => {
      const { passes, failures, pending } = this.stats;
      const result = process.env.ESPALIER_TEST_RESULT;
      if (result) writeFileSync(result, JSON.stringify({ passed: passes, failed: failures, skipped: pending }));
    });
  }
}
