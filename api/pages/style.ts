import { DARK, LIGHT, type Theme } from "../../diagram/svg/theme.ts";

/** The one style sheet of all pages, in the colours of our diagrams. */
export const STYLE = `
:root { color-scheme: light dark; ${colours(LIGHT)} }
@media (prefers-color-scheme: dark) { :root { ${colours(DARK)} } }
*, *::before, *::after { box-sizing: border-box; }
html { scroll-padding-top: 4.5rem; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
body {
  margin: 0; color: var(--text); background: var(--canvas); line-height: 1.6;
  font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  overflow-wrap: break-word;
}
a { color: var(--accent); text-underline-offset: 0.15em; text-decoration-thickness: 1px; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
h1, h2, h3, h4 { line-height: 1.25; text-wrap: balance; }
h1 { font-size: clamp(1.75rem, 4vw, 2.4rem); letter-spacing: -0.02em; margin: 0 0 0.75rem; }
h2 { font-size: 1.35rem; letter-spacing: -0.01em; margin: 2.5rem 0 0.75rem; }
h3 { font-size: 1.05rem; margin: 0 0 0.4rem; }
h4 { font-size: 0.8rem; text-transform: uppercase; letter-spacing: 0.06em; color: var(--muted); margin: 1.1rem 0 0.35rem; }
p { margin: 0 0 0.75rem; max-width: 46rem; }
code, pre, .mono { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; font-size: 0.875em; }
code { background: var(--chip); padding: 0.1em 0.35em; border-radius: 5px; }
pre { background: var(--frame); border: 1px solid var(--line); border-radius: 10px; padding: 0.8rem 1rem; overflow-x: auto; margin: 0 0 1rem; }
pre code { background: none; padding: 0; font-size: 0.84rem; }
.muted { color: var(--muted); }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: 0.5rem; z-index: 3; background: var(--card); padding: 0.4rem 0.8rem; border-radius: 8px; }
.bar { position: sticky; top: 0; z-index: 2; background: var(--canvas); border-bottom: 1px solid var(--line); }
.bar > div { display: flex; align-items: center; gap: 1.25rem; max-width: 76rem; margin: auto; padding: 0.6rem 1.25rem; }
.bar a { color: var(--text); text-decoration: none; }
.bar a:hover { text-decoration: underline; }
.bar .brand { display: flex; align-items: center; gap: 0.55rem; font-weight: 650; letter-spacing: -0.01em; }
.bar .brand svg { width: 1.5rem; height: 1.5rem; color: var(--green); }
.bar form, .bar .who { margin-left: auto; display: flex; align-items: center; gap: 0.75rem; min-width: 0; }
.bar .who { color: var(--muted); font-size: 0.9rem; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; display: block; }
.bar form { margin-left: 0; }
main { max-width: 76rem; margin: 0 auto; padding: 2.25rem 1.25rem 4rem; }
main.narrow { max-width: 34rem; }
footer { border-top: 1px solid var(--line); color: var(--muted); font-size: 0.875rem; }
footer div { max-width: 76rem; margin: auto; padding: 1.25rem; display: flex; flex-wrap: wrap; gap: 0.4rem 1.25rem; }
.lead { font-size: 1.12rem; color: var(--muted); margin-bottom: 1.5rem; }
.grid { display: grid; gap: 1.25rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 19rem), 1fr)); align-items: start; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 1.25rem 1.4rem; box-shadow: 0 1px 2px var(--shadow); }
.card > :first-child { margin-top: 0; }
.card > :last-child { margin-bottom: 0; }
a.card { display: block; color: inherit; text-decoration: none; }
a.card:hover { border-color: var(--accent); }
a.card p { color: var(--muted); margin: 0; }
label { display: block; font-weight: 550; font-size: 0.92rem; margin: 0 0 0.9rem; }
input { display: block; width: 100%; margin-top: 0.3rem; font: inherit; color: inherit; background: var(--canvas); border: 1px solid var(--field); border-radius: 9px; padding: 0.55rem 0.7rem; }
label small { display: block; font-weight: 400; color: var(--muted); margin-top: 0.25rem; }
button { font: inherit; font-weight: 600; cursor: pointer; border: 1px solid transparent; border-radius: 9px; padding: 0.55rem 1.1rem; color: var(--canvas); background: var(--accent); }
button:hover { filter: brightness(1.08); }
button.plain { color: var(--text); background: none; border-color: var(--field); padding: 0.25rem 0.7rem; font-weight: 500; font-size: 0.9rem; }
.notice { border: 1px solid var(--line); border-left: 4px solid var(--accent); border-radius: 10px; background: var(--frame); padding: 0.8rem 1rem; margin: 0 0 1.25rem; }
.notice.error { border-left-color: var(--red); }
.notice > :last-child { margin-bottom: 0; }
.table { overflow-x: auto; border: 1px solid var(--line); border-radius: 12px; }
table { border-collapse: collapse; width: 100%; font-size: 0.94rem; }
th, td { text-align: left; vertical-align: top; padding: 0.6rem 0.9rem; border-top: 1px solid var(--line); }
thead th { border-top: 0; background: var(--frame); font-size: 0.8rem; color: var(--muted); font-weight: 600; }
tbody th { font-weight: 600; }
tbody th .muted { font-weight: 400; }
form + p { margin-top: 0.9rem; }
tbody tr:target { background: var(--frame); }
.chip { display: inline-block; background: var(--chip); border-radius: 999px; padding: 0.05rem 0.6rem; font-size: 0.8rem; white-space: nowrap; }
.chip.good { color: var(--green); background: var(--green-fill); }
.chip.bad { color: var(--red); background: var(--red-fill); }
.chip.busy { color: var(--amber); background: var(--amber-fill); }
.entry { border-top: 1px solid var(--line); padding: 1.25rem 0 0.5rem; }
.entry h2 { font-size: 1.05rem; margin: 0 0 0.4rem; }
.entry:target > h2 { background: var(--chip); border-radius: 8px; box-shadow: 0 0 0 0.35rem var(--chip); }
.empty { border: 1px dashed var(--field); border-radius: 14px; padding: 1.5rem; color: var(--muted); }
.empty > :last-child { margin-bottom: 0; }
.columns { display: grid; grid-template-columns: 15.5rem minmax(0, 1fr); gap: 2.75rem; }
.toc { position: sticky; top: 4.2rem; max-height: calc(100vh - 5rem); overflow-y: auto; font-size: 0.9rem; align-self: start; padding-bottom: 2rem; }
.toc ul { list-style: none; margin: 0; padding: 0; }
.toc li a { display: block; padding: 0.12rem 0.5rem; color: var(--muted); text-decoration: none; border-radius: 6px; }
.toc li a:hover { color: var(--text); background: var(--chip); }
.toc summary { font-weight: 600; cursor: pointer; padding: 0.25rem 0; }
@media (max-width: 60rem) { .columns { grid-template-columns: minmax(0, 1fr); gap: 1rem; } .toc { position: static; max-height: 16rem; padding: 0.75rem 1rem; border: 1px solid var(--line); border-radius: 12px; } }
.operation { border-top: 1px solid var(--line); padding: 1.75rem 0 0.5rem; }
.operation:target > h3, .schema:target > h3 { background: var(--chip); border-radius: 8px; box-shadow: 0 0 0 0.35rem var(--chip); }
.address { display: flex; flex-wrap: wrap; gap: 0.25rem 0.6rem; align-items: baseline; margin: 0 0 0.6rem; }
.method { font-weight: 700; font-size: 0.78rem; letter-spacing: 0.04em; }
.get { color: var(--accent); } .post { color: var(--green); } .put, .patch { color: var(--amber); } .delete { color: var(--red); }
.anchor { text-decoration: none; color: inherit; }
.anchor:hover::after { content: " #"; color: var(--muted); }
.fields { list-style: none; margin: 0; padding: 0; border-left: 2px solid var(--line); }
.fields > li { padding: 0.3rem 0 0.3rem 0.9rem; }
.fields .fields { margin-top: 0.3rem; }
.fields p { margin: 0.1rem 0 0; font-size: 0.92rem; }
.required { color: var(--red); font-size: 0.78rem; font-weight: 600; }
.type { color: var(--muted); font-size: 0.88rem; }
details > summary { cursor: pointer; }
details.more { margin: 0.6rem 0; }
details.more > summary { color: var(--muted); font-size: 0.92rem; }
@media (max-width: 34rem) { .bar > div { gap: 0.8rem; padding: 0.5rem 0.9rem; } .bar .who { display: none; } .bar form { margin-left: auto; } main { padding: 1.5rem 0.9rem 3rem; } }
@media (max-width: 40rem) {
  thead { position: absolute; left: -100rem; }
  tbody tr { display: block; border-top: 1px solid var(--line); padding: 0.5rem 0; }
  tbody tr:first-child { border-top: 0; }
  tbody th, tbody td { display: block; border: 0; padding: 0.15rem 0.9rem; }
  td[data-label]::before { content: attr(data-label) " "; color: var(--muted); }
}
@media print { .bar, .toc, footer, .skip { display: none; } .columns { display: block; } }
`;

function colours({
  canvas,
  frame,
  frameLine,
  outsideLine,
  card,
  shadow,
  text,
  muted,
  chip,
  kind,
  edge,
}: Theme): string {
  const values = {
    canvas,
    frame,
    line: frameLine,
    field: outsideLine,
    card,
    shadow,
    text,
    muted,
    chip,
    accent: kind.container.line,
    green: edge.expose,
    "green-fill": kind.address.fill,
    amber: kind.volume.line,
    "amber-fill": kind.volume.fill,
    red: kind.peer.line,
    "red-fill": kind.peer.fill,
  };
  return Object.entries(values)
    .map(([name, value]) => `--${name}: ${value};`)
    .join(" ");
}
