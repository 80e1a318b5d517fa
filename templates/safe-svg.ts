const LONGEST = 16 * 1024;

/** Elements and attributes that draw, and nothing else: no script, no style, no link, no image, no foreign content. */
const ELEMENTS = "svg|g|title|path|rect|circle|ellipse|line|polyline|polygon";
const ATTRIBUTES =
  "xmlns|viewBox|width|height|x|y|x1|x2|y1|y2|cx|cy|r|rx|ry|d|points|transform|fill|fill-rule|fill-opacity|stroke|" +
  "stroke-width|stroke-linecap|stroke-linejoin|stroke-dasharray|stroke-opacity|opacity";

/** Neither quotes, references to entities nor functions such as `url()`, but the ones that move and turn. */
const VALUE = `(?:[^"'<>&()]|(?:translate|scale|rotate|skewX|skewY|matrix)\\([-0-9., e]*\\))*`;
const TOKEN = new RegExp(
  `(?:<(?:${ELEMENTS})(?:\\s+(?:${ATTRIBUTES})="${VALUE}")*\\s*/?>|</(?:${ELEMENTS})>|[^<>&]+)`,
  "uy",
);

/**
 * Why an SVG is not safe to show to others as it is, or undefined when it is: it may hold shapes only, in at most 16 KiB.
 * What is not on the list of elements and attributes is refused, whatever it is.
 */
export function svgProblem(text: string): string | undefined {
  if (text.length > LONGEST) return "it is larger than 16 KiB";
  if (!text.startsWith('<svg xmlns="http://www.w3.org/2000/svg"')) return "it does not begin as an SVG";
  if (!text.trimEnd().endsWith("</svg>")) return "it does not end as an SVG";
  let at = 0;
  while (at < text.length) {
    TOKEN.lastIndex = at;
    if (!TOKEN.test(text)) return `it holds more than shapes: ${JSON.stringify(text.slice(at, at + 40))}`;
    at = TOKEN.lastIndex;
  }
  return undefined;
}
