import assert from "node:assert/strict";
import { isIP } from "node:net";
import fc from "fast-check";
import { describe, it } from "mocha";
import { contains, joinedCidrs, parseAddress, parseCidr } from "../../constructs/cidr.ts";
import { closedWithin, ranges, whyClosed } from "../../constructs/closed-addresses.ts";

const cidr = (text: string) => {
  const parsed = parseCidr(text);
  assert.ok(parsed, text);
  return parsed;
};

describe("a range of addresses", () => {
  it("is read and written in its one form", () => {
    const written = { "10.20.0.0/16": "10.20.0.0/16", "10.20.0.9/16": "10.20.0.0/16", "FD00:0:0::1/32": "fd00::/32" };
    for (const [text, canonical] of Object.entries(written)) assert.equal(cidr(text).text, canonical);
    assert.deepEqual(
      ["10.20.0.0/16", "10.20.0.9/16"].map((text) => cidr(text).stray),
      [false, true],
    );
  });

  it("is none when it is not written as one", () => {
    const wrong = [
      "",
      "10.0.0.0",
      "10.0.0.0/33",
      "10.0.0/8",
      "010.0.0.0/8",
      "1.2.3.4/1e1",
      "::/129",
      "::1::/64",
      "x/8",
    ];
    for (const text of [...wrong, "::ffff:10.0.0.1/128", "::ffff:a00:1/128", "10.0.0.0/8/8", "10.0.0.0/-1"]) {
      assert.equal(parseCidr(text), undefined, text);
    }
  });

  it("holds what is in it and nothing else", () => {
    const address = fc.ipV4().map((text) => parseAddress(text)!);
    fc.assert(
      fc.property(address, fc.integer({ min: 0, max: 32 }), address, (base, prefix, other) => {
        const range = cidr(`${base.text.split("/")[0]}/${prefix}`);
        const same = prefix === 0 || base.first >> BigInt(32 - prefix) === other.first >> BigInt(32 - prefix);
        assert.equal(contains(range, other), same);
        assert.ok(contains(range, base));
      }),
    );
  });

  it("of IPv6 is written as the standard writes it", () => {
    fc.assert(
      fc.property(fc.ipV6(), (text) => {
        const parsed = parseAddress(text);
        if (!parsed) return;
        const [address = ""] = parsed.text.split("/");
        assert.equal(isIP(address), 6);
        assert.equal(parseAddress(address)?.first, parsed.first);
      }),
    );
  });

  it("becomes one with its other half, and loses no address and wins none", () => {
    const join = (...texts: string[]) => joinedCidrs(texts.map(cidr)).map(({ text }) => text);
    assert.deepEqual(join("10.0.0.0/24", "10.0.1.0/24"), ["10.0.0.0/23"]);
    assert.deepEqual(join("10.0.1.0/24", "10.0.2.0/24"), ["10.0.1.0/24", "10.0.2.0/24"]);
    assert.deepEqual(join("10.0.3.0/24", "10.0.2.0/24", "10.0.0.0/24", "10.0.1.0/24", "10.0.1.7/32"), ["10.0.0.0/22"]);
    assert.deepEqual(join("0.0.0.0/1", "128.0.0.0/1", "fd00::/8"), ["0.0.0.0/0", "fd00::/8"]);
  });
});

describe("closed addresses", () => {
  const own = ranges(["10.96.0.0/12", "10.244.0.0/16", "172.31.5.9/32"]);

  it("of metadata services, nodes and nobody may never be named", () => {
    for (const text of [
      "169.254.169.254/32",
      "169.254.0.0/16",
      "169.254.170.2/32",
      "127.0.0.1/32",
      "127.0.0.0/8",
      "0.0.0.0/8",
      "168.63.129.16/32",
      "100.100.100.200/32",
      "192.0.0.192/32",
      "224.0.0.0/4",
      "255.255.255.255/32",
      "::1/128",
      "fe80::/10",
      "fe80::a9fe:a9fe/128",
      "fd00:ec2::254/128",
      "fd20:ce::254/128",
      "64:ff9b::a9fe:a9fe/128",
      "ff02::1/128",
    ]) {
      assert.match(whyClosed(cidr(text), []) ?? "", /metadata services, the node itself or nobody/, text);
    }
  });

  it("of the zone may not be named, nor a part of them", () => {
    for (const text of ["10.96.0.1/32", "10.96.0.0/12", "10.244.3.0/24", "172.31.5.9/32"]) {
      assert.match(whyClosed(cidr(text), own) ?? "", /the zone itself/, text);
    }
  });

  it("are not those of private networks and of the internet", () => {
    for (const text of [
      "10.20.0.0/16",
      "10.0.0.0/8",
      "192.168.1.0/24",
      "203.0.113.0/24",
      "0.0.0.0/0",
      "fd12:3456::/32",
    ]) {
      assert.equal(whyClosed(cidr(text), own), undefined, text);
    }
  });

  it("stay closed within what is named", () => {
    const within = (text: string) => closedWithin(cidr(text), own).map((one) => one.text);
    assert.deepEqual(within("10.0.0.0/8"), ["10.96.0.0/12", "10.244.0.0/16"]);
    assert.deepEqual(within("100.64.0.0/10"), ["100.100.100.200/32"]);
    assert.deepEqual(within("10.20.0.0/16"), []);
    assert.deepEqual(within("168.0.0.0/6"), ["168.63.129.16/32", "169.254.0.0/16"]);
    assert.ok(["10.0.0.0/8", "192.168.0.0/16", "169.254.0.0/16"].every((one) => within("0.0.0.0/0").includes(one)));
    assert.ok(["fc00::/7", "fe80::/10", "64:ff9b::a9fe:0/112"].every((one) => within("::/0").includes(one)));
  });

  it("are never reached by any range a project may name", () => {
    const never = ["169.254.169.254", "127.0.0.1", "100.100.100.200", "168.63.129.16", "10.96.0.1", "10.244.0.7"];
    fc.assert(
      fc.property(fc.ipV4(), fc.integer({ min: 0, max: 32 }), (base, prefix) => {
        const range = cidr(cidr(`${base}/${prefix}`).text);
        if (whyClosed(range, own)) return;
        const except = closedWithin(range, own);
        for (const address of never.map((text) => parseAddress(text)!)) {
          assert.ok(!contains(range, address) || except.some((closed) => contains(closed, address)), range.text);
        }
      }),
      {
        examples: [
          ["0.0.0.0", 0],
          ["169.254.0.0", 15],
          ["10.0.0.0", 7],
          ["96.0.0.0", 5],
          ["100.64.0.0", 10],
        ],
      },
    );
  });
});
