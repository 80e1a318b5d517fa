import { z } from "zod";
import { time } from "../operations/names.ts";
import { WhoView } from "./who.ts";

const MOST_NODES = 2_000;
const FARTHEST = 1_000_000;

const coordinate = z.number().min(-FARTHEST).max(FARTHEST);
/** Construct paths and what a diagram makes of them; shown to nobody but as a key. */
const nodeId = z
  .string()
  .min(1)
  .max(300)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  .regex(/^[^\u0000-\u001f\u007f]*$/, "one line without control characters");

const place = {
  positions: z
    .record(nodeId, z.strictObject({ x: coordinate, y: coordinate }))
    .refine((nodes) => Object.keys(nodes).length <= MOST_NODES, `at most ${MOST_NODES} nodes`)
    .describe("Where nodes were last, in px, by the id of the node."),
  pinned: z.array(nodeId).max(MOST_NODES).describe("Ids of nodes that somebody has put where they are."),
  collapsed: z.array(nodeId).max(MOST_NODES).describe("Ids of groups that are shown as one card."),
};

/** Where things stand in a project's diagram, as a request gives it. */
export const PlacementInput = z.strictObject(place).meta({ id: "PlacementInput" });

export const PlacementView = z
  .strictObject({
    ...place,
    version: z.int().describe("0: nothing was ever placed. Also the ETag."),
    updatedBy: WhoView.nullable(),
    updatedAt: time.nullable(),
  })
  .meta({ id: "Placement" });

export type KeptPlacement = z.output<typeof PlacementInput>;
