import assert from "node:assert/strict";
import { wholePattern } from "../../../templates/importers/one-click/whole-pattern.ts";
import { matchPattern } from "../../../templates/pattern.ts";

describe("patterns of one-click apps", () => {
  const of = (validRegex: string): string => {
    const whole = wholePattern(validRegex);
    assert.ok("pattern" in whole, JSON.stringify(whole));
    return whole.pattern;
  };

  it("lose the anchors that ours have anyway", () => {
    assert.equal(of("/^[a-z0-9]{8,}$/"), "[a-z0-9]{8,}");
    assert.equal(of("/^(true|false)$/"), "(true|false)");
    assert.equal(of("/^yes$|^no$/"), "yes|no");
  });

  it("keep a dollar that is escaped", () => {
    assert.equal(of("/^costs [0-9]+\\$/"), "costs [0-9]+\\$.*");
  });

  it("may match anywhere when they have no anchors", () => {
    assert.equal(of("/\\d/"), ".*\\d.*");
    assert.equal(of("/^v/"), "v.*");
    assert.equal(of("/(a)|(b)/"), ".*(?:(a)|(b)).*");
  });

  it("that ask for a length alone need nothing around them", () => {
    assert.equal(of("/.{1,}/"), ".{1,}");
    assert.equal(of("/.+/"), ".+");
  });

  it("lose escapes that mean nothing and would be refused", () => {
    assert.equal(of("/^[^\\@]{12,}$/"), "[^@]{12,}");
    assert.equal(of("/^([a-zA-Z0-9\\-\\.\\_])+$/"), "([a-zA-Z0-9\\-\\._])+");
    assert.equal(of("/^a}b]$/"), "a\\}b\\]");
    assert.equal(of("/^[\\w-.]+$/"), "[\\w\\-.]+");
  });

  it("keep that case does not matter", () => {
    assert.equal(of("/^[a-z]+$/i"), "(?i:[a-z]+)");
    assert.equal(matchPattern(of("/^[a-z]+$/i"), "ABC"), "matches");
  });

  it("are refused with a reason when they are none", () => {
    assert.deepEqual(wholePattern("[a-z]+"), { problem: "it does not stand between slashes, so no value would match" });
    const broken = wholePattern("/^([a-z$/");
    assert.ok("problem" in broken);
    assert.match(broken.problem, /not a regular expression/);
    assert.ok("problem" in wholePattern(`/${"a".repeat(600)}/`));
  });

  it("let the same values through as before", () => {
    const probes = ["", "a", "abc def", "12", "true", "x".repeat(70), "/a/b", "é", "a@b.c", "-", "_", "]", "2.11.0"];
    const patterns = [
      "/.{1,}/",
      "/^([^\\s^\\/])+$/",
      "/\\/[^\\s-][a-zA-Z0-9_\\/-]*[^\\/][^\\s-]/",
      "/^(?=.*\\d).{10,}$/",
      "/(.{5,})|(^\\s{0}$)/m",
      "/^^(([^:/?#]+):)?(//([^/?#]*))?([^?#]*)(\\?([^#]*))?(#(.*))?$/",
      "/^v?\\d+\\.\\d+\\.\\d+.*$/",
      "/^(|(http|https):\\/\\/\\S+)$/",
      "/^((gitlab|ftp)\\,?)*$/",
      "/^[a-z0-9._\\/\\-]+$/i",
    ];
    for (const validRegex of patterns) {
      const [, source = "", flags = ""] = /^\/(.*)\/(.*)$/.exec(validRegex) ?? [];
      const pattern = of(validRegex);
      for (const value of probes) {
        const before = new RegExp(source, flags).test(value);
        assert.equal(matchPattern(pattern, value) === "matches", before, `${validRegex} → ${pattern} with "${value}"`);
      }
    }
  });
});
