import { exampleOf } from "./example.ts";
import type { DescribedOperation, DescribedParameter } from "./operations.ts";
import type { Schema, Schemas } from "./schema-shape.ts";

/** A request with curl; `ESPALIER_URL` and `ESPALIER_KEY` say where and by whom. */
export function curlOf(operation: DescribedOperation, schemas: Schemas): string {
  const { access, parameters, body } = operation;
  const headers = parameters.filter(isShownHeader);
  return [
    `curl ${flagsOf(operation)}"$ESPALIER_URL/api/v1${addressOf(operation, schemas)}"`,
    ...(access === "public" || access === "session" ? [] : ['-H "Authorization: Bearer $ESPALIER_KEY"']),
    ...headers.map(({ name, schema }) => `-H ${headerOf(name, exampleOf(schema, schemas, name))}`),
    ...(body ? ['-H "Content-Type: application/json"', `-d ${quoted(jsonOf(body, schemas))}`] : []),
  ].join(" \\\n  ");
}

/** One that takes a session sends the cookie that signing in has left. */
function flagsOf({ method, access, answersEvents, beginsSession }: DescribedOperation): string {
  const flags = [
    ...(method === "GET" ? [] : [`-X ${method}`]),
    ...(answersEvents ? ["-N"] : []),
    ...(access === "session" ? ["-b cookies.txt"] : []),
    ...(beginsSession ? ["-c cookies.txt"] : []),
  ];
  return flags.length > 0 ? `${flags.join(" ")} ` : "";
}

function isShownHeader({ in: place, name, required }: DescribedParameter): boolean {
  return place === "header" && (required || name === "Idempotency-Key");
}

/** A key for each request, drawn when it is sent. */
function headerOf(name: string, value: unknown): string {
  return name === "Idempotency-Key" ? `"${name}: $(uuidgen)"` : quoted(`${name}: ${value}`);
}

function addressOf({ path, parameters }: DescribedOperation, schemas: Schemas): string {
  const exampleText = (name: string, schema: Schema) => encodeURIComponent(String(exampleOf(schema, schemas, name)));
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const parameter = parameters.find((one) => one.in === "path" && one.name === name);
    return exampleText(name, parameter?.schema ?? {});
  });
  const query = parameters
    .filter((one) => one.in === "query" && one.required)
    .map(({ name, schema }) => `${name}=${exampleText(name, schema)}`);
  return query.length > 0 ? `${filled}?${query.join("&")}` : filled;
}

function jsonOf(body: Schema, schemas: Schemas): string {
  return JSON.stringify(exampleOf(body, schemas), undefined, 2);
}

/** As a shell takes a text word for word. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
