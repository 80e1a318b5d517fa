import type { Peer } from "../../constructs/spec.ts";
import type { Json } from "./spec-edit.ts";

export type { Peer } from "../../constructs/spec.ts";

/** A part of the project by its kind and name. */
export type PartName = { readonly container: string } | { readonly volume: string } | { readonly group: string };

/** One end of a connection: a peer is another project, addresses or a host. */
export type Endpoint = PartName | { readonly peer: Peer };

/** What a container is begun with, from the palette. */
export type Preset = "web" | "worker" | "postgres" | "mysql" | "redis" | "job" | "cron";

export interface AddContainer {
  readonly kind: "add-container";
  readonly name: string;
  /** Default: the preset's. */
  readonly image?: string;
  /** Default: web, which is a container with nothing but what is said here. */
  readonly preset?: Preset;
  /** Port that it listens on. */
  readonly port?: number;
  /** True: it gets a public address. Default: false */
  readonly expose?: boolean;
  /** Of its volume, where the preset has one. Default: 5Gi */
  readonly size?: string;
  /** When it runs, for cron. Default: "0 3 * * *" */
  readonly schedule?: string;
  /** The container it comes after in the definition. Default: the last */
  readonly after?: string;
}

export interface AddVolume {
  readonly kind: "add-volume";
  readonly name: string;
  /** Default: 1Gi */
  readonly size?: string;
  readonly access?: "one" | "many";
}

export interface AddGroup {
  readonly kind: "add-group";
  readonly name: string;
  readonly environment?: Readonly<Record<string, string | number | boolean>>;
}

/** With every mention of it that is known to be one. */
export interface Rename {
  readonly kind: "rename";
  readonly part: PartName;
  readonly name: string;
}

export interface SetImage {
  readonly kind: "set-image";
  readonly container: string;
  readonly image: string;
}

export interface ScaleContainer {
  readonly kind: "scale";
  readonly container: string;
  readonly replicas: number;
}

export interface ExposeContainer {
  readonly kind: "expose";
  readonly container: string;
  /** False: it has no public address any more. */
  readonly on: boolean;
  /** Port that it listens on. Default: as it was, else environment.PORT, else 80 */
  readonly port?: number;
}

export interface SetEnvironment {
  readonly kind: "set-environment";
  readonly of: { readonly container: string } | { readonly group: string };
  readonly set?: Readonly<Record<string, string | number | boolean>>;
  readonly remove?: readonly string[];
}

export interface AttachVolume {
  readonly kind: "attach-volume";
  readonly container: string;
  readonly volume: string;
  /** Where the container sees it. */
  readonly path: string;
  readonly readOnly?: boolean;
}

export interface DetachVolume {
  readonly kind: "detach-volume";
  readonly container: string;
  readonly volume: string;
  /** Default: wherever it is mounted */
  readonly path?: string;
}

/**
 * - container → container: a variable by which it finds the other, and the port it needs.
 * - container → group: the environment of the group. container → volume: use `attach-volume`.
 * - container → peer, peer → container: the network lets it through.
 */
export interface Connect {
  readonly kind: "connect";
  readonly from: Endpoint;
  readonly to: Endpoint;
  /** Name of the variable. Default: made of the other's name */
  readonly variable?: string;
}

/** Takes away all by which the one reaches the other. */
export interface Disconnect {
  readonly kind: "disconnect";
  readonly from: Endpoint;
  readonly to: Endpoint;
}

/** With what mentions it and would be an error without it. */
export interface Delete {
  readonly kind: "delete";
  readonly part: Endpoint;
}

export interface Duplicate {
  readonly kind: "duplicate";
  readonly part: PartName;
  /** Default: a fresh one */
  readonly name?: string;
}

export interface SetTags {
  readonly kind: "set-tags";
  readonly container: string;
  readonly tags: readonly string[];
}

/** Anything below the options of a container. */
export interface SetOption {
  readonly kind: "set-option";
  readonly container: string;
  /** Below `options`, e.g. `["resources", "memory"]`; a short form on the way (`"small"`) is written in full. */
  readonly path: readonly (string | number)[];
  /** Undefined: it is taken away. */
  readonly value?: Json;
}

export interface SetDescription {
  readonly kind: "set-description";
  /** Of the project; "" takes it away. */
  readonly description: string;
}

/** An edit that is made in the diagram, in the words of the person. */
export type DiagramEdit =
  | AddContainer
  | AddVolume
  | AddGroup
  | Rename
  | SetImage
  | ScaleContainer
  | ExposeContainer
  | SetEnvironment
  | AttachVolume
  | DetachVolume
  | Connect
  | Disconnect
  | Delete
  | Duplicate
  | SetTags
  | SetOption
  | SetDescription;
