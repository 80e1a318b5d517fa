/** Distances of a layout in px. */
export const SPACE = {
  /** Between the frame of a group and what is in it. */
  framePadding: 28,
  /** Room for the title of the outside's and the project's frame. */
  frameTop: 60,
  groupPadding: 20,
  groupTop: 44,
  /** Between the pills on edges from outside and the frame of the project. */
  corridorEnd: 20,
  /** Between the frames of the outside and the project when no edge crosses. */
  frameGap: 40,
  /** Least size of the project's frame, and least width of both frames: an empty project is drawn too. */
  leastProject: 320,
  leastWidth: 480,
  leastHeight: 140,
  /** Between parts that no edge connects. */
  part: 36,
} as const;
