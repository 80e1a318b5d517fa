import { openApiDocument } from "../../openapi/document.ts";
import type { Schema, Schemas } from "./schema-shape.ts";

export interface DescribedParameter {
  readonly in: "path" | "query" | "header" | "cookie";
  readonly name: string;
  readonly required: boolean;
  readonly description?: string;
  readonly schema: Schema;
}

export interface DescribedAnswer {
  readonly status: string;
  readonly description: string;
  /** Of a body that is JSON. */
  readonly schema?: Schema;
  /** Of a body that is none. */
  readonly type?: string;
}

/** An operation as the OpenAPI document describes it. */
export interface DescribedOperation {
  readonly id: string;
  readonly tag: string;
  readonly method: string;
  /** Below `/api/v1`. */
  readonly path: string;
  readonly summary: string;
  readonly description: string;
  readonly access: string;
  readonly permission?: string;
  readonly parameters: readonly DescribedParameter[];
  readonly body?: Schema;
  readonly bodyRequired: boolean;
  readonly answers: readonly DescribedAnswer[];
  readonly answersEvents: boolean;
  readonly beginsSession: boolean;
}

export interface Described {
  readonly operations: readonly DescribedOperation[];
  readonly schemas: Schemas;
  readonly tags: readonly { readonly name: string; readonly description: string }[];
}

const SESSIONS_BEGIN = new Set(["signUp", "signIn", "useSignInLink"]);

/** What the reference tells, read from the document itself, so that it is what other tools see too. */
export function describedOperations(): Described {
  const { paths, components, tags } = JSON.parse(JSON.stringify(openApiDocument())) as RawDocument;
  return {
    operations: Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, raw]) => describedOperation(path, method, raw)),
    ),
    schemas: components.schemas,
    tags,
  };
}

interface RawDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, RawOperation>>>>;
  readonly components: { readonly schemas: Schemas };
  readonly tags: Described["tags"];
}

interface RawOperation {
  readonly operationId: string;
  readonly tags: readonly [string];
  readonly summary: string;
  readonly description?: string;
  readonly parameters?: readonly (Omit<DescribedParameter, "required"> & { readonly required?: boolean })[];
  readonly requestBody?: { readonly required?: boolean; readonly content: RawContent };
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: RawContent }>>;
  readonly "x-access": string;
  readonly "x-permission"?: string;
}

type RawContent = Readonly<Record<string, { readonly schema: Schema }>>;

function describedOperation(path: string, method: string, raw: RawOperation): DescribedOperation {
  const body = raw.requestBody?.content["application/json"]?.schema;
  const answers = Object.entries(raw.responses).map(([status, { description, content = {} }]): DescribedAnswer => {
    const [[type, media] = []] = Object.entries(content);
    const isJson = type === "application/json";
    return { status, description, ...(isJson ? { schema: media?.schema ?? {} } : type !== undefined && { type }) };
  });
  return {
    id: raw.operationId,
    tag: raw.tags[0],
    method: method.toUpperCase(),
    path,
    summary: raw.summary,
    description: raw.description ?? "",
    access: raw["x-access"],
    ...(raw["x-permission"] && { permission: raw["x-permission"] }),
    parameters: (raw.parameters ?? []).map((parameter) => ({ ...parameter, required: parameter.required ?? false })),
    ...(body && { body }),
    bodyRequired: raw.requestBody?.required ?? false,
    answers,
    answersEvents: answers.some(({ type }) => type === "text/event-stream"),
    beginsSession: SESSIONS_BEGIN.has(raw.operationId),
  };
}
