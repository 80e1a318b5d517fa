/** Distances of a layout in px. */
export const SPACE = {
  /** Between the frame of a group and what is in it. */
  framePadding: 28,
  /** Room for the title of the outside's and the project's frame. */
  frameTop: 56,
  /** Between the frame of the zone and the project's frame in it, and room for the zone's title. */
  zonePadding: 16,
  zoneTop: 42,
  groupPadding: 20,
  groupTop: 44,
  /** Between the pills on edges from outside and the frame of the project. */
  corridorEnd: 20,
  /** Between the frames of the outside and the project when no edge crosses. */
  frameGap: 40,
  /** Least size of the zone's frame, and least width of all frames: an empty project is drawn too. */
  leastZone: 360,
  leastWidth: 520,
  leastHeight: 190,
  /** Between parts that no edge connects. */
  part: 36,
} as const;
