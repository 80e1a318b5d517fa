import type { UpdateEvent } from "../../engine/update-events.ts";
import type { Output } from "../terminal/output.ts";
import { LineView } from "./line-view.ts";
import { LiveView, type UpdateView } from "./live-view.ts";

const NOTHING: UpdateView = { event: () => {}, close: () => {} };

/**
 * The view that fits: in place on a terminal, else line by line. `quiet` = none, as nothing is
 * going to happen. With `--json` every event is also a line of data.
 */
export function openView(output: Output, { quiet = false }: { quiet?: boolean } = {}): UpdateView {
  const view = quiet ? NOTHING : output.live ? new LiveView(output) : new LineView(output);
  if (!output.json) return view;
  return {
    event(event: UpdateEvent) {
      output.record(event);
      view.event(event);
    },
    close: () => view.close(),
  };
}
