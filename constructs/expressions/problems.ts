import { didYouMean, nearestName } from "../nearest-name.ts";
import { FACT_NAMES, FACT_OWNERS } from "./facts.ts";
import type { Problem } from "./filled.ts";
import type { Target } from "./target.ts";

/** What can be asked of every container. */
export const KEYS = ["host", "port", "url", "publicUrl", "publicHost"] as const;

const MOST_NAMES = 20;
const LONGEST_SHOWN = 80;
const TEXT_ITSELF = "write $${{ for the text itself";

export function notClosed(): Problem {
  return { code: "invalid-expression", message: "${{ is not closed by }}", got: "${{", fix: TEXT_ITSELF };
}

export function noOwner(owner: string, key: string, source: string, containers: readonly string[]): Problem {
  if (owner === "") {
    return {
      code: "invalid-expression",
      message: "between ${{ and }} stand the name of a container and what is asked of it",
      got: shown(source),
      allowed: "${{db.host}}, ${{db.url}}, ${{db.NAME}}, ${{pod.ip}}",
      fix: TEXT_ITSELF,
    };
  }
  if ((FACT_OWNERS as readonly string[]).includes(owner)) {
    const name = `${owner}.${key}`;
    return unknown(`${quoted(name)} is not known of a pod`, source, name, FACT_NAMES);
  }
  return unknown("no container of this project has this name", source, owner, [...containers, ...FACT_OWNERS]);
}

export function noKey({ name, environment }: Target, key: string, source: string): Problem {
  const message = `${quoted(name)} has neither this nor a variable of this name`;
  return unknown(message, source, key, [...KEYS, ...environment.keys()]);
}

export function notExposed(name: string, source: string): Problem {
  const message = `${quoted(name)} has no public address`;
  return { code: "not-exposed", message, got: shown(source), fix: 'give it "expose": true' };
}

export function noHostName(name: string, source: string): Problem {
  const message = `${quoted(name)} has no host name: nothing calls a worker or a job`;
  return { code: "no-host-name", message, got: shown(source) };
}

export function unknownPort(name: string, source: string): Problem {
  const message = `which port ${quoted(name)} has is not known`;
  return { code: "unknown-port", message, got: shown(source), fix: 'give it "ports": [8080]' };
}

export function circle(way: readonly string[], source: string): Problem {
  return {
    code: "circular-expression",
    message: `variables lead to one another in a circle: ${way.join(" → ")}`,
    got: shown(source),
    fix: "give one of them a value",
  };
}

export function tooDeep(deepest: number, source: string): Problem {
  const message = `expressions lead to one another more than ${deepest} deep`;
  return { code: "too-deep", message, got: shown(source) };
}

export function tooLarge(one: boolean, longest: number): Problem {
  const message = one ? "with its expressions filled in the text is too long" : "expressions make too much text";
  return { code: "too-large", message, allowed: `at most ${longest} characters` };
}

export function knownWhenItRuns(variable: string, source: string): Problem {
  const message = `${quoted(variable)} is not known before its pod runs`;
  return { code: "known-when-it-runs", message, got: shown(source), fix: "ask for host instead" };
}

function unknown(message: string, source: string, name: string, names: readonly string[]): Problem {
  const fix = didYouMean(nearestName(name, names));
  return {
    code: "unknown-expression",
    message,
    got: shown(source),
    allowed: listed(names),
    ...(fix !== undefined && { fix }),
  };
}

function listed(names: readonly string[]): string {
  const more = names.length - MOST_NAMES;
  return names.slice(0, MOST_NAMES).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

function shown(source: string): string {
  return source.length > LONGEST_SHOWN ? `${source.slice(0, LONGEST_SHOWN - 1)}…` : source;
}

function quoted(name: string): string {
  return JSON.stringify(name.slice(0, LONGEST_SHOWN));
}
