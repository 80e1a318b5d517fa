import openapiTS, { astToString } from "openapi-typescript";
import { openApiDocument } from "../../../api/openapi/document.ts";

const HEAD = "/** Types of the API's OpenAPI document. Written by `npm run api:client`; do not edit. */\n\n";

/**
 * The TypeScript of `api/client/paths.ts`. Without the problems that an operation answers with: the client throws them, and
 * all have the same shape.
 */
export async function clientPaths(): Promise<string> {
  const document = JSON.parse(JSON.stringify(openApiDocument()));
  for (const methods of Object.values<Record<string, { responses: object }>>(document.paths)) {
    for (const operation of Object.values(methods)) {
      operation.responses = Object.fromEntries(
        Object.entries(operation.responses).filter(([status]) => status.startsWith("2")),
      );
    }
  }
  return HEAD + astToString(await openapiTS(document));
}
