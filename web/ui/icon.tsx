/** Outlines on a field of 24 × 24, drawn with a line of 1.8. */
const OUTLINES = {
  tree: "M12 22V3M12 17H7.5Q4 17 4 13.5M12 17h4.5q3.5 0 3.5-3.5M12 11H8Q5 11 5 8M12 11h4q3 0 3-3",
  check: "M4.5 12.5l5 5 10-11",
  cross: "M6 6l12 12M18 6L6 18",
  plus: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  warning: "M12 4L2.8 19.5h18.4zM12 10v4.5M12 17h.01",
  error: "M12 3a9 9 0 0 1 0 18a9 9 0 0 1 0-18M12 7.5v5.5M12 16.2h.01",
  info: "M12 3a9 9 0 0 1 0 18a9 9 0 0 1 0-18M12 11v5.5M12 7.6h.01",
  question: "M12 3a9 9 0 0 1 0 18a9 9 0 0 1 0-18M9.5 9.5a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.8M12 16.6h.01",
  clock: "M12 3.5a8.5 8.5 0 0 1 0 17a8.5 8.5 0 0 1 0-17M12 7.5V12l3 2",
  stop: "M7 7h10v10H7z",
  play: "M8 5.5v13l10.5-6.5z",
  refresh: "M19.5 12a7.5 7.5 0 1 1-2.2-5.3L20 9.4M20 4.5v5h-5",
  undo: "M8.5 5L4 9.5 8.5 14M4 9.5h10a6 6 0 0 1 0 12h-3",
  redo: "M15.5 5L20 9.5 15.5 14M20 9.5H10a6 6 0 0 0 0 12h3",
  search: "M10.5 4a6.5 6.5 0 0 1 0 13a6.5 6.5 0 0 1 0-13M15.5 15.5L21 21",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  external: "M13.5 4.5h6v6M19.5 4.5L11 13M18 14v5.5H4.5V6H10",
  down: "M6 9l6 6 6-6",
  right: "M9 6l6 6-6 6",
  left: "M15 6l-6 6 6 6",
  menu: "M4 7h16M4 12h16M4 17h16",
  more: "M5.5 12h.01M12 12h.01M18.5 12h.01",
  person: "M12 4a4 4 0 0 1 0 8a4 4 0 0 1 0-8M4.5 20.5c.6-4 3.6-6 7.5-6s6.9 2 7.5 6",
  people:
    "M9 5a3.5 3.5 0 0 1 0 7a3.5 3.5 0 0 1 0-7M2.5 19.5c.5-3.5 3-5.5 6.5-5.5s6 2 6.5 5.5M16 5.5a3.3 3.3 0 0 1 0 6.3M18 14.5c2 .7 3.2 2.5 3.5 5",
  key: "M15.5 4a4.5 4.5 0 0 1 0 9a4.5 4.5 0 0 1 0-9M12.3 11.7L4 20v-2M7 17l2 2",
  lock: "M6.5 10.5h11a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2h-11a2 2 0 0 1-2-2v-6a2 2 0 0 1 2-2M8 10.5V7.5a4 4 0 0 1 8 0v3",
  settings:
    "M4 7h9M17 7h3M4 17h3M11 17h9M15 4.8a2.2 2.2 0 0 1 0 4.4a2.2 2.2 0 0 1 0-4.4M9 14.8a2.2 2.2 0 0 1 0 4.4a2.2 2.2 0 0 1 0-4.4",
  history: "M4.5 12a7.5 7.5 0 1 0 2.2-5.3L4 9.4M4 4.5v5h5M12 8v4.5l3 1.8",
  container: "M12 3l8 4.5v9L12 21l-8-4.5v-9zM4 7.5l8 4.5 8-4.5M12 12v9",
  volume: "M6.5 5h11l3.5 8v5a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 18v-5zM3 13h18M7 16.250h.01",
  globe: "M12 3a9 9 0 0 1 0 18a9 9 0 0 1 0-18M3 12h18M12 3c3 2.6 4 5.6 4 9s-1 6.4-4 9c-3-2.6-4-5.6-4-9s1-6.4 4-9",
  diagram: "M3.5 5h6v5h-6zM14.5 14h6v5h-6zM9.5 7.5h4a3 3 0 0 1 3 3V14",
  code: "M8.5 7L3.5 12l5 5M15.5 7l5 5-5 5",
  gallery: "M4 4h6.5v6.5H4zM13.5 4H20v6.5h-6.5zM4 13.5h6.5V20H4zM13.5 13.5H20V20h-6.5z",
  zone: "M12 21s7-6.3 7-11.5a7 7 0 0 0-14 0C5 14.7 12 21 12 21M12 7a2.5 2.5 0 0 1 0 5a2.5 2.5 0 0 1 0-5",
  rocket:
    "M12 15l-3-3c1-4.5 3.5-8 10.5-8.5C19 10.5 15.5 13.5 12 15zM9 12H5l2.5-4H11M12 15v4l4-2.5V13M5.5 16.5C4 18 4 20 4 20s2 0 3.5-1.5",
  trash: "M4.5 6.5h15M9 6.5V4h6v2.5M6.5 6.5L7.5 20h9l1-13.5M10 10.5v6M14 10.5v6",
  edit: "M4 20l1-4.5L16.5 4a2 2 0 0 1 3 3L8.5 19z",
  sun: "M12 8a4 4 0 0 1 0 8a4 4 0 0 1 0-8M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4",
  moon: "M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z",
  tag: "M3.5 11V4.5a1 1 0 0 1 1-1H11a2 2 0 0 1 1.4.6l7.5 7.5a2 2 0 0 1 0 2.8l-5.5 5.5a2 2 0 0 1-2.8 0l-7.5-7.5a2 2 0 0 1-.6-1.4M7.5 7.5h.01",
  logs: "M4 5h16M4 10h10M4 15h16M4 20h7",
  link: "M10 14a4 4 0 0 0 6 .5l3-3a4 4 0 0 0-5.7-5.7L12 7M14 10a4 4 0 0 0-6-.5l-3 3a4 4 0 0 0 5.7 5.7L12 17",
  expand: "M14.5 4.5h5v5M9.5 19.5h-5v-5M19 5l-6 6M5 19l6-6",
  collapse: "M19.5 9.5h-5v-5M4.5 14.5h5v5M14.5 9.5l5.5-5.5M9.5 14.5L4 20",
  download: "M12 4v11M7.5 11l4.5 4.5 4.5-4.5M4.5 20h15",
  fit: "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5",
} as const;

export type IconName = keyof typeof OUTLINES;

/** Decoration: what it means stands in text or a label beside it. `size` in px; default: 16. */
export function Icon({
  name,
  size = 16,
  className,
}: {
  readonly name: IconName;
  readonly size?: number;
  readonly className?: string;
}) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.8}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className={className}
      focusable="false"
    >
      <path d={OUTLINES[name]} />
    </svg>
  );
}
