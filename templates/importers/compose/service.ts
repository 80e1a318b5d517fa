import type { z } from "zod";
import type { ValuePath } from "../../../constructs/diagnostic.ts";
import type { ContainerOptions, ExposeOptions, InitContainerSpec, Mount } from "../../../constructs/spec.ts";
import type { Fate, Target } from "../loss-report.ts";
import { type ComposeProject, textOf } from "./project.ts";

type Options = z.input<typeof ContainerOptions>;
export type MountInput = z.input<typeof Mount>;

/** A container that is being written: what a definition holds of it, in template syntax. */
export interface ContainerDraft {
  image?: string;
  command?: string[];
  args?: string[];
  workingDir?: string;
  readonly environment: Map<string, string | number | boolean>;
  readonly options: Options;
  readonly mounts: MountInput[];
  readonly ways: ExposeOptions[];
  /** Ports it listens on, as far as the file or its image tells: `5432`, `53/udp`. */
  readonly ports: Set<number | string>;
  readonly init: InitContainerInput[];
}

export type InitContainerInput = z.input<typeof InitContainerSpec>;

/** One service on its way to a container. */
export class Service {
  readonly name: string;
  /** Name of the container it becomes. */
  readonly container: string;
  readonly path: ValuePath;
  readonly definition: Readonly<Record<string, unknown>>;
  readonly project: ComposeProject;
  readonly draft: ContainerDraft;
  /** Services whose ports must accept connections before it starts. */
  readonly waits = new Set<Service>();
  /** Other services wait for its end: it becomes their init container, and no container of its own. */
  isInit = false;

  constructor(project: ComposeProject, name: string, definition: Readonly<Record<string, unknown>>) {
    this.project = project;
    this.name = name;
    this.container = project.dialect.containerName(name);
    this.path = ["services", name];
    this.definition = definition;
    this.draft = {
      environment: new Map(),
      options: {},
      mounts: [],
      ways: [],
      ports: new Set(),
      init: [],
    };
  }

  /** Path of a part of the container in the definition, for the loss report. */
  to(...steps: ValuePath): Target {
    return ["containers", this.container, ...steps];
  }

  option(...steps: ValuePath): Target {
    return this.to("options", ...steps);
  }

  carried(path: ValuePath, to?: Target, more: Pick<Fate, "whole"> = {}): void {
    this.project.ledger.carried(path, to, more);
  }

  translated(path: ValuePath, became: string, more: Pick<Fate, "whole" | "to"> = {}): void {
    this.project.ledger.translated(path, became, more);
  }

  unsupported(path: ValuePath, reason: string): void {
    this.project.ledger.unsupported(path, reason, { to: this.to() });
  }

  /** A value of another shape than compose wants. */
  odd(path: ValuePath, wanted: string): void {
    this.unsupported(path, `compose wants ${wanted} here`);
  }

  warn(path: ValuePath, code: string, message: string, fix?: string): void {
    const position = this.project.ledger.position(path);
    this.project.diagnostics.push({ severity: "warning", code, message, path, position, ...(fix && { fix }) });
  }

  /** A text in template syntax, with names of services as their containers are called. */
  text(raw: string, path: ValuePath): string {
    return this.project.hosts.rename(raw, path, (text) => this.project.dialect.text(text, path));
  }

  /** A scalar with its blanks filled in by their defaults; undefined when it is none or has a blank without one. */
  literal(value: unknown, path: ValuePath): string | undefined {
    const text = textOf(value);
    return text === undefined ? undefined : this.project.dialect.literal(text, path);
  }

  isTrue(value: unknown, path: ValuePath): boolean {
    return /^(true|yes|on|1)$/i.test(this.literal(value, path) ?? "");
  }
}
