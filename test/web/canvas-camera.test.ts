import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import {
  between,
  type Camera,
  covers,
  fitted,
  kept,
  LARGEST,
  opening,
  overlaps,
  revealing,
  seen,
  toDiagram,
  toScreen,
  zoomed,
} from "../../web/infra/canvas/camera.ts";
import { wheelPan, wheelZoom } from "../../web/infra/canvas/wheel.ts";

const VIEW = { width: 1000, height: 600 };
const DIAGRAM = { width: 4000, height: 3000 };

const length = fc.integer({ min: 1, max: 60_000 });
const size = fc.record({ width: length, height: length });
const view = fc.record({ width: fc.integer({ min: 50, max: 4000 }), height: fc.integer({ min: 50, max: 3000 }) });
const coordinate = fc.double({ min: -20_000, max: 20_000, noNaN: true });
const camera: fc.Arbitrary<Camera> = fc.record({
  x: coordinate,
  y: coordinate,
  k: fc.double({ min: 0.05, max: LARGEST, noNaN: true }),
});

describe("the camera of the canvas", () => {
  it("shows all of a diagram, in the middle and never larger than it is", () => {
    fc.assert(
      fc.property(size, view, (diagram, room) => {
        const { x, y, k } = fitted({ x: 0, y: 0, ...diagram }, room);
        assert.ok(k <= 1);
        assert.ok(diagram.width * k <= room.width && diagram.height * k <= room.height);
        near(x, room.width - diagram.width * k - x);
        near(y, room.height - diagram.height * k - y);
      }),
    );
  });

  it("finds its way from the screen to the diagram and back", () => {
    fc.assert(
      fc.property(camera, coordinate, coordinate, (one, x, y) => {
        const back = toScreen(one, toDiagram(one, { x, y }));
        near(back.x, x);
        near(back.y, y);
      }),
    );
  });

  it("zooms around the pointer: what is below it stays there", () => {
    fc.assert(
      fc.property(camera, fc.double({ min: 0.1, max: 10, noNaN: true }), (one, factor) => {
        const at = { x: 312, y: 77 };
        const before = toDiagram(one, at);
        const after = toDiagram(zoomed(one, factor, at, DIAGRAM, VIEW), at);
        near(after.x, before.x);
        near(after.y, before.y);
      }),
    );
  });

  it("zooms no farther than its bounds, and always far enough out to see everything", () => {
    const whole = fitted({ x: 0, y: 0, ...DIAGRAM }, VIEW);
    const out = zoomed({ x: 0, y: 0, k: 1 }, 1e-9, { x: 0, y: 0 }, DIAGRAM, VIEW);
    assert.ok(out.k < whole.k && out.k > whole.k / 2);
    assert.equal(zoomed(out, 1e9, { x: 0, y: 0 }, DIAGRAM, VIEW).k, LARGEST);
  });

  it("keeps something of the diagram on the screen, and leaves alone what is", () => {
    fc.assert(
      fc.property(camera, size, view, (one, diagram, room) => {
        const held = kept(one, diagram, room);
        assert.ok(overlaps(widen(seen(held, room)), { x: 0, y: 0, ...diagram }));
        assert.deepEqual(kept(held, diagram, room), held);
      }),
    );
  });

  it("moves no more than is needed to show a card", () => {
    const here = { x: 0, y: 0, k: 1 };
    assert.equal(revealing(here, { x: 300, y: 200, width: 200, height: 100 }, VIEW), undefined);
    const there = { x: 1100, y: 200, width: 200, height: 100 };
    const moved = revealing(here, there, VIEW) as Camera;
    assert.ok(covers(seen(moved, VIEW), there));
    assert.equal(moved.y, 0);
  });

  it("shows the middle of what is larger than the view", () => {
    const moved = revealing({ x: 0, y: 0, k: 1 }, { x: 0, y: 0, width: 5000, height: 100 }, VIEW) as Camera;
    near(toScreen(moved, { x: 2500, y: 0 }).x, VIEW.width / 2);
  });

  it("begins where one can read on a phone, and with everything elsewhere", () => {
    assert.deepEqual(opening(DIAGRAM, VIEW), fitted({ x: 0, y: 0, ...DIAGRAM }, VIEW));
    const phone = opening(DIAGRAM, { width: 390, height: 700 });
    assert.ok(phone.k > fitted({ x: 0, y: 0, ...DIAGRAM }, { width: 390, height: 700 }).k);
    assert.ok(overlaps(seen(phone, { width: 390, height: 700 }), { x: 0, y: 0, width: 1, height: 1 }));
  });

  it("goes from one camera to another and ends there exactly", () => {
    fc.assert(
      fc.property(camera, camera, (from, to) => {
        const [start, end] = [between(from, to, 0), between(from, to, 1)];
        near(start.x, from.x);
        near(start.k, from.k);
        near(end.x, to.x);
        near(end.y, to.y);
        near(end.k, to.k);
      }),
    );
  });
});

describe("the wheel over the canvas", () => {
  const turned = { deltaX: 0, deltaY: 0, deltaMode: 0, shiftKey: false };

  it("makes the diagram larger when it turns away, smaller when it turns back, by the same share", () => {
    const [larger, smaller] = [wheelZoom({ ...turned, deltaY: -30 }), wheelZoom({ ...turned, deltaY: 30 })];
    assert.ok(larger > 1);
    near(larger * smaller, 1);
  });

  it("takes a notch of a mouse for no more than a sweep of two fingers", () => {
    assert.equal(wheelZoom({ ...turned, deltaY: 120 }), wheelZoom({ ...turned, deltaY: 4000 }));
    assert.equal(wheelZoom({ ...turned, deltaY: 3, deltaMode: 1 }), wheelZoom({ ...turned, deltaY: 48 }));
  });

  it("moves the picture against the turn, sideways with Shift", () => {
    assert.deepEqual(wheelPan({ ...turned, deltaX: 5, deltaY: 7 }), { x: -5, y: -7 });
    assert.deepEqual(wheelPan({ ...turned, deltaY: 7, shiftKey: true }), { x: -7, y: 0 });
  });
});

function near(one: number, other: number): void {
  assert.ok(Math.abs(one - other) <= 1e-6 * Math.max(1, Math.abs(one), Math.abs(other)), `${one} is not ${other}`);
}

/** By the rounding of the numbers. */
function widen({ x, y, width, height }: { x: number; y: number; width: number; height: number }) {
  return { x: x - 1, y: y - 1, width: width + 2, height: height + 2 };
}
