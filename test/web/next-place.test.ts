import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { isLoaded, nextPlace } from "../../web/pages/sign-in/next-place.ts";

const goesOn = (next: string) => nextPlace(`?next=${encodeURIComponent(next)}`);

describe("where one goes on after signing in", () => {
  it("is where one wanted to go, with search and fragment", () => {
    for (const place of [
      "/",
      "/gallery",
      "/gallery?tag=redis",
      "/projects/shop/infra?select=a%2Fb#code",
      "/docs/api",
    ]) {
      assert.equal(goesOn(place), place);
    }
  });

  it("is never another site, however it is written", () => {
    const foreign = [
      "https://evil.example",
      "//evil.example",
      "/\\evil.example",
      "\\\\evil.example",
      "/\t/evil.example",
      "/\n/evil.example",
      "\t//evil.example",
      " //evil.example",
      "/..//evil.example",
      "/.//evil.example",
      "/a/..//evil.example",
      "javascript:alert(1)",
      "data:text/html,x",
      "evil.example",
      "http:evil.example",
      "/%5c\\evil.example",
    ];
    for (const next of foreign) {
      const place = goesOn(next);
      assert.equal(new URL(place, "https://here.example").origin, "https://here.example", next);
      assert.ok(!place.startsWith("//"), next);
      assert.match(place, /^\/(?!\/)/, next);
    }
  });

  it("is the projects when nothing usable was asked for", () => {
    for (const search of ["", "?next=", "?other=/x", `?next=/${"x".repeat(2000)}`, "?next=%E0%A4%A"]) {
      assert.equal(nextPlace(search), "/", search);
    }
    assert.equal(goesOn("/sign-in"), "/");
    assert.equal(goesOn("/sign-up?next=/x"), "/");
  });

  it("is loaded when the platform itself makes the page", () => {
    for (const place of ["/docs", "/docs/api?x", "/invitations/abc", "/sign-in/abc", "/openapi.json"]) {
      assert.ok(isLoaded(place), place);
    }
    for (const place of ["/", "/gallery", "/docsy", "/projects/docs/infra", "/?next=/docs"]) {
      assert.ok(!isLoaded(place), place);
    }
  });
});
