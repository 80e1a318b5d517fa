import { useEffect, useState } from "react";

/** How long something took, or takes until now: `4 s`, `2 min 10 s`. */
export function Duration({ from, to }: { readonly from: string; readonly to: string | undefined }) {
  const [now, setNow] = useState(() => Date.now());
  const running = to === undefined;
  useEffect(() => {
    if (!running) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [running]);
  return <>{durationText((to === undefined ? now : Date.parse(to)) - Date.parse(from))}</>;
}

/** @param milliseconds negative ones, of clocks that disagree, count as none */
export function durationText(milliseconds: number): string {
  const seconds = Math.max(0, milliseconds) / 1_000;
  if (seconds < 1) return "under 1 s";
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const whole = Math.round(seconds);
  const [hours, minutes] = [Math.floor(whole / 3_600), Math.floor((whole % 3_600) / 60)];
  return hours > 0 ? `${hours} h ${minutes} min` : `${minutes} min ${whole % 60} s`;
}
