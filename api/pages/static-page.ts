import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import type { RequestHandler, Response } from "express";

interface Rendered {
  readonly plain: Buffer;
  readonly compressed: Buffer;
  readonly etag: string;
}

/**
 * Serves what is the same for everybody: made when it is asked for first, kept with its compressed form. Browsers ask
 * whether it is still the same, since another version of the platform may have another one.
 *
 * @param forever for an address that is another one when the content is
 */
export function serveStatic(
  type: string,
  make: () => string,
  options: { readonly forever?: boolean } = {},
): RequestHandler {
  let rendered: Rendered | undefined;
  return (request, response) => {
    rendered ??= render(make());
    response.locals.operation = "page";
    response.set({
      "Content-Type": type,
      "Cache-Control": options.forever ? "public, max-age=31536000, immutable" : "no-cache",
      ETag: rendered.etag,
      Vary: "Accept-Encoding",
    });
    if (request.get("if-none-match") === rendered.etag) response.status(304).end();
    else send(response, rendered, request.acceptsEncodings("gzip") === "gzip");
  };
}

function render(text: string): Rendered {
  const plain = Buffer.from(text);
  return { plain, compressed: gzipSync(plain, { level: 9 }), etag: `"${hashOf(text)}"` };
}

function send(response: Response, { plain, compressed }: Rendered, asGzip: boolean): void {
  if (asGzip) response.set("Content-Encoding", "gzip");
  response.end(asGzip ? compressed : plain);
}

/** Short, since nobody but us makes what is told apart. */
export function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("base64url").slice(0, 16);
}
