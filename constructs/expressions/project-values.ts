import { dnsName } from "../dns-name.ts";
import { connectionUrl } from "./connection-url.ts";
import { type Fact, factOf } from "./facts.ts";
import { type Filled, failed, plain } from "./filled.ts";
import {
  circle,
  KEYS,
  knownWhenItRuns,
  noHostName,
  noKey,
  noOwner,
  notClosed,
  notExposed,
  tooDeep,
  tooLarge,
  unknownPort,
} from "./problems.ts";
import { hasExpression, splitText, type TextPart } from "./split-text.ts";
import { type Groups, groupNamed, type Target } from "./target.ts";

/** Expressions inside one another, and characters of a filled text: far beyond any real one. */
const DEEPEST = 50;
const LONGEST = 262_144;
const LONGEST_TOGETHER = 16 * LONGEST;

const MOST_PROBLEMS = 5;

/** What is wrong with several variables together. Anything else is told where the one variable stands. */
const BETWEEN_VARIABLES = new Set(["circular-expression", "too-deep", "too-large", "known-when-it-runs"]);

type Key = (typeof KEYS)[number];

/** What expressions (`${{db.url}}`) stand for in a project. Bounded in depth and size: they may lead to one another. */
export class ProjectValues {
  readonly #groups: Groups;
  readonly #targets = new Map<string, Target>();
  readonly #names: readonly string[];
  readonly #known = new Map<string, Filled>();
  /** Variables that are being filled, in order, as a way round would go through them. */
  readonly #way: string[] = [];
  #room: number;

  /** @param times how often each text will be filled */
  constructor(targets: readonly Target[], groups: Groups, times = 1) {
    this.#room = LONGEST_TOGETHER * times;
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
    const problems: Filled["problems"][number][] = [];
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
    return failed(target ? noKey(target, variable, source) : noOwner(name, variable, source, this.#names));
  }

  #part(part: TextPart): Filled {
    if ("literal" in part) return plain(part.literal);
    if (part.closed) return this.#evaluate(part.expression, part.source);
    return failed(notClosed());
  }

  #evaluate(expression: string, source: string): Filled {
    const [, owner = "", key = ""] = /^([a-z][a-z0-9_-]*)\.(\S{1,300})$/.exec(expression) ?? [];
    const target = this.#targets.get(owner);
    const found = target && this.#ofTarget(target, key, source);
    if (found) return found;
    const fact = factOf(expression);
    if (fact) return { pieces: [fact], targets: [], problems: [] };
    return failed(target ? noKey(target, key, source) : noOwner(owner, key, source, this.#names));
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
      if (!address) return failed(notExposed(name, source));
      return plain(key === "publicUrl" ? address.url : address.host);
    }
    if (key !== "port" && host === undefined) return failed(noHostName(name, source));
    if (key === "host") return plain(host as string);
    if (port === undefined) return failed(unknownPort(name, source));
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
    if (this.#way.includes(step)) return failed(circle([...this.#way.slice(this.#way.indexOf(step)), step], source));
    if (this.#way.length >= DEEPEST) return failed(tooDeep(DEEPEST, source));
    this.#way.push(step);
    const found = this.fill(text);
    this.#way.pop();
    // What is known of one pod when it runs says nothing about another.
    const filled = found.pieces.every((piece) => typeof piece === "string")
      ? found
      : failed(knownWhenItRuns(step, source));
    const told = { ...filled, problems: filled.problems.filter(({ code }) => BETWEEN_VARIABLES.has(code)) };
    this.#known.set(step, told);
    return told;
  }

  #bounded(filled: Filled): Filled {
    const length = filled.pieces.reduce((sum, piece) => sum + (typeof piece === "string" ? piece.length : 0), 0);
    this.#room -= length;
    if (length <= LONGEST && this.#room >= 0) return filled;
    return { ...failed(tooLarge(length > LONGEST, LONGEST)), targets: filled.targets };
  }
}

function append(pieces: (string | Fact)[], piece: string | Fact): void {
  const last = pieces.at(-1);
  if (typeof piece === "string" && typeof last === "string") pieces[pieces.length - 1] = last + piece;
  else pieces.push(piece);
}
