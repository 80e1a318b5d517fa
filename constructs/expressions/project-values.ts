import type { Diagnostic } from "../diagnostic.ts";
import { dnsName } from "../dns-name.ts";
import { didYouMean, nearestName } from "../nearest-name.ts";
import { connectionUrl } from "./connection-url.ts";
import { FACT_NAMES, FACT_OWNERS, type Fact, factOf } from "./facts.ts";
import { hasExpression, splitText, type TextPart } from "./split-text.ts";
import { type Groups, groupNamed, type Target } from "./target.ts";

/** A text with its expressions replaced: texts, in which secrets stand as references, and facts of the pod. */
export interface Filled {
  readonly pieces: readonly (string | Fact)[];
  /** Names of the containers that its expressions lead to, each once. */
  readonly targets: readonly string[];
  readonly problems: readonly Problem[];
}

export type Problem = Pick<Diagnostic, "code" | "message" | "got" | "allowed" | "fix">;

/** Expressions inside one another, and characters of a filled text: far beyond any real one. */
const DEEPEST = 50;
const LONGEST = 262_144;
const LONGEST_TOGETHER = 16 * LONGEST;

const MOST_NAMES = 20;
const MOST_PROBLEMS = 5;

/** What is wrong with several variables together. Anything else is told where the one variable stands. */
const BETWEEN_VARIABLES = new Set(["circular-expression", "too-deep", "too-large", "known-when-it-runs"]);

const KEYS = ["host", "port", "url", "publicUrl", "publicHost"] as const;
type Key = (typeof KEYS)[number];

/** What expressions (`${{db.url}}`) stand for in a project. Bounded in depth and size: they may lead to one another. */
export class ProjectValues {
  readonly #groups: Groups;
  readonly #targets = new Map<string, Target>();
  readonly #names: readonly string[];
  readonly #known = new Map<string, Filled>();
  /** Variables that are being filled, in order, as a way round would go through them. */
  readonly #way: string[] = [];
  #room = LONGEST_TOGETHER;

  constructor(targets: readonly Target[], groups: Groups) {
    this.#groups = groups;
    this.#names = targets.map(({ name }) => name);
    for (const target of targets) this.#targets.set(dnsName(target.name), target);
    for (const target of targets) this.#targets.set(target.name, target);
  }

  /** A text of a container or a group. Of very many problems the first are told. */
  fill(text: string): Filled {
    if (!hasExpression(text)) return plain(text);
    const pieces: (string | Fact)[] = [];
    const targets = new Set<string>();
    const problems: Problem[] = [];
    for (const part of splitText(text)) {
      const filled = this.#part(part);
      for (const piece of filled.pieces) append(pieces, piece);
      for (const target of filled.targets) targets.add(target);
      problems.push(...filled.problems);
      if (problems.length >= MOST_PROBLEMS) break;
    }
    return this.#bounded({ pieces, targets: [...targets], problems });
  }

  /** Variables of an environment group in the order of their names. */
  groupEntries(name: string): readonly (readonly [string, Filled])[] {
    const entries = Object.entries(groupNamed(this.#groups, name)).sort(([one], [other]) => (one < other ? -1 : 1));
    return entries.map(([key, value]) => [key, this.fill(String(value))]);
  }

  /** What `${{name.key}}` stands for. */
  valueOf(name: string, key: string): Filled {
    return this.#evaluate(`${name}.${key}`, `\${{${name}.${key}}}`);
  }

  /** A variable of a container, whatever its name. */
  variableOf(name: string, variable: string): Filled {
    const target = this.#targets.get(name);
    const source = `\${{${name}.${variable}}}`;
    const found = target && this.#variable(target, variable, source);
    if (found) return found;
    return {
      pieces: [],
      targets: [],
      problems: [target ? noKey(target, variable, source) : this.#noOwner(name, variable, source)],
    };
  }

  #part(part: TextPart): Filled {
    if ("literal" in part) return plain(part.literal);
    if (part.closed) return this.#evaluate(part.expression, part.source);
    return failed("invalid-expression", "${{ is not closed by }}", "${{", "write $${{ for the text itself");
  }

  #evaluate(expression: string, source: string): Filled {
    const [, owner = "", key = ""] = /^([a-z][a-z0-9_-]*)\.(\S{1,300})$/.exec(expression) ?? [];
    const target = this.#targets.get(owner);
    const found = target && this.#ofTarget(target, key, source);
    if (found) return found;
    const fact = factOf(expression);
    if (fact) return { pieces: [fact], targets: [], problems: [] };
    return {
      pieces: [],
      targets: [],
      problems: [target ? noKey(target, key, source) : this.#noOwner(owner, key, source)],
    };
  }

  #ofTarget(target: Target, key: string, source: string): Filled | undefined {
    const { name } = target;
    const direct = (KEYS as readonly string[]).includes(key) ? this.#direct(target, key as Key, source) : undefined;
    const filled = direct ?? this.#variable(target, key, source);
    return filled && { ...filled, targets: [...new Set([name, ...filled.targets])] };
  }

  #direct(target: Target, key: Key, source: string): Filled {
    const { name, host, port, address } = target;
    if (key === "publicUrl" || key === "publicHost") {
      if (!address)
        return failed("not-exposed", `${quoted(name)} has no public address`, source, 'give it "expose": true');
      return plain(key === "publicUrl" ? address.url : address.host);
    }
    if (key !== "port" && host === undefined) {
      return failed("no-host-name", `${quoted(name)} has no host name: nothing calls a worker or a job`, source);
    }
    if (key === "host") return plain(host as string);
    if (port === undefined) {
      return failed("unknown-port", `which port ${quoted(name)} has is not known`, source, 'give it "ports": [8080]');
    }
    if (key === "port") return plain(String(port));
    return connectionUrl(target, (variable) => this.#variable(target, variable, source));
  }

  /** A variable of a container's environment, with its own expressions filled in. */
  #variable({ name, environment }: Target, key: string, source: string): Filled | undefined {
    const text = environment.get(key);
    if (text === undefined) return undefined;
    const step = `${name}.${key}`;
    const known = this.#known.get(step);
    if (known) return known;
    if (this.#way.includes(step)) return circle([...this.#way.slice(this.#way.indexOf(step)), step], source);
    if (this.#way.length >= DEEPEST) {
      return failed("too-deep", `expressions lead to one another more than ${DEEPEST} deep`, source);
    }
    this.#way.push(step);
    const filled = withoutFacts(this.fill(text), step, source);
    this.#way.pop();
    const told = { ...filled, problems: filled.problems.filter(({ code }) => BETWEEN_VARIABLES.has(code)) };
    this.#known.set(step, told);
    return told;
  }

  #bounded(filled: Filled): Filled {
    const length = filled.pieces.reduce((sum, piece) => sum + (typeof piece === "string" ? piece.length : 0), 0);
    this.#room -= length;
    if (length <= LONGEST && this.#room >= 0) return filled;
    const message =
      length > LONGEST ? "with its expressions filled in the text is too long" : "expressions make too much text";
    return {
      pieces: [],
      targets: filled.targets,
      problems: [{ code: "too-large", message, allowed: `at most ${LONGEST} characters` }],
    };
  }

  #noOwner(owner: string, key: string, source: string): Problem {
    const names = [...this.#names, ...FACT_OWNERS];
    if (owner === "") {
      return {
        code: "invalid-expression",
        message: "between ${{ and }} stand the name of a container and what is asked of it",
        got: shown(source),
        allowed: "${{db.host}}, ${{db.url}}, ${{db.NAME}}, ${{pod.ip}}",
        fix: "write $${{ for the text itself",
      };
    }
    if ((FACT_OWNERS as readonly string[]).includes(owner)) {
      const near = nearestName(`${owner}.${key}`, FACT_NAMES);
      return {
        code: "unknown-expression",
        message: `${quoted(`${owner}.${key}`)} is not known of a pod`,
        got: shown(source),
        allowed: FACT_NAMES.join(", "),
        ...fixOf(near),
      };
    }
    return {
      code: "unknown-expression",
      message: "no container of this project has this name",
      got: shown(source),
      allowed: list(names),
      ...fixOf(nearestName(owner, names)),
    };
  }
}

function plain(text: string): Filled {
  return { pieces: [text], targets: [], problems: [] };
}

function failed(code: string, message: string, source: string, fix?: string): Filled {
  return {
    pieces: [],
    targets: [],
    problems: [{ code, message, got: shown(source), ...(fix !== undefined && { fix }) }],
  };
}

function circle(way: readonly string[], source: string): Filled {
  return failed(
    "circular-expression",
    `variables lead to one another in a circle: ${way.join(" → ")}`,
    source,
    "give one of them a value",
  );
}

/** What is known of one pod when it runs says nothing about another. */
function withoutFacts(filled: Filled, step: string, source: string): Filled {
  if (filled.pieces.every((piece) => typeof piece === "string")) return filled;
  return failed(
    "known-when-it-runs",
    `${quoted(step)} is not known before its pod runs`,
    source,
    "ask for host instead",
  );
}

function noKey({ name, environment }: Target, key: string, source: string): Problem {
  const keys = [...KEYS, ...environment.keys()];
  return {
    code: "unknown-expression",
    message: `${quoted(name)} has neither this nor a variable of this name`,
    got: shown(source),
    allowed: list(keys),
    ...fixOf(nearestName(key, keys)),
  };
}

function append(pieces: (string | Fact)[], piece: string | Fact): void {
  const last = pieces.at(-1);
  if (typeof piece === "string" && typeof last === "string") pieces[pieces.length - 1] = last + piece;
  else pieces.push(piece);
}

function fixOf(near: string | undefined): Pick<Problem, "fix"> {
  const fix = didYouMean(near);
  return fix === undefined ? {} : { fix };
}

function list(names: readonly string[]): string {
  const more = names.length - MOST_NAMES;
  return names.slice(0, MOST_NAMES).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

function shown(source: string): string {
  return source.length > 80 ? `${source.slice(0, 79)}…` : source;
}

function quoted(name: string): string {
  return JSON.stringify(name.slice(0, 80));
}
