import { type LaidOutGraph, renderSvg } from "../../../diagram/browser.ts";
import { safeId } from "../../../diagram/svg/xml.ts";

/** Browsers draw nothing on a larger canvas, some without saying so. */
const MOST_PIXELS = 16_000_000;
const LONGEST_SIDE = 8_192;

/** Saves the picture as a file that needs nothing else. */
export function exportSvg(graph: LaidOutGraph, theme: "light" | "dark"): void {
  save(new Blob([renderSvg(graph, { theme })], { type: "image/svg+xml" }), nameOf(graph, "svg"));
}

/**
 * Saves the picture as a bitmap, `scale` times as large; less where that is more than browsers can draw. Fails when the
 * browser cannot draw it.
 */
export async function exportPng(graph: LaidOutGraph, theme: "light" | "dark", scale = 2): Promise<void> {
  const image = await loaded(renderSvg(graph, { theme }));
  const canvas = document.createElement("canvas");
  const factor = bitmapScale(image.width, image.height, scale);
  canvas.width = Math.max(1, Math.floor(image.width * factor));
  canvas.height = Math.max(1, Math.floor(image.height * factor));
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (!blob) throw new Error("this browser cannot make a picture of that size, export it as SVG instead");
  save(blob, nameOf(graph, "png"));
}

/** How much larger than in its own size a picture of so many px can be drawn, `scale` at most. */
export function bitmapScale(width: number, height: number, scale: number): number {
  return Math.min(scale, LONGEST_SIDE / width, LONGEST_SIDE / height, Math.sqrt(MOST_PIXELS / (width * height)));
}

async function loaded(svg: string): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  return image;
}

function nameOf({ project, zone }: LaidOutGraph, ending: string): string {
  return `${safeId(project) || "diagram"}-${safeId(zone) || "zone"}.${ending}`;
}

function save(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The browser reads it after the click.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
