import type { Signals } from "./picture.ts";

const CHANGES = {
  new: "new in this change set",
  edited: "edited in this change set",
  removed: "removed by this change set",
};

/** In words what marks, problems and status show of a node. */
export function signalText(id: string, { marks, problems, status }: Signals): string[] {
  const [mark, problem, live] = [marks.get(id), problems.get(id), status.get(id)];
  return [
    ...(live ? [[statusWord(live), live.text].filter(Boolean).join(": ")] : []),
    ...(mark ? [CHANGES[mark]] : []),
    ...(problem ? [`${problem.count} ${problem.count === 1 ? problem.severity : "problems"}: ${problem.text}`] : []),
  ];
}

function statusWord({
  state,
  ready,
  desired,
}: {
  readonly state: string;
  readonly ready: number;
  readonly desired: number;
}) {
  return ready === desired ? state : `${state}, ${ready} of ${desired} ready`;
}
