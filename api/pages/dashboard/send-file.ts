import type { Request, Response } from "express";
import type { BuiltFile } from "./built-files.ts";

/**
 * A worker goes by the policy of its own file, not by that of its page; what a script may load is the same there. An image
 * that is opened by itself does nothing.
 */
const FILE_POLICY =
  "default-src 'none'; script-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'none'; frame-ancestors 'none'";

/** Answers with a file of the build, in the smallest form that the browser takes. */
export function sendFile(request: Request, response: Response, file: BuiltFile): void {
  const { encoding, content } = formFor(request, file);
  const etag = `"${file.hash}${encoding ? `-${encoding}` : ""}"`;
  response.locals.operation = "page";
  response.set({
    "Content-Type": file.type,
    "Content-Security-Policy": FILE_POLICY,
    "Cache-Control": file.forever ? "public, max-age=31536000, immutable" : "no-cache",
    Vary: "Accept-Encoding",
    ETag: etag,
  });
  if (isKnown(request.get("if-none-match"), etag)) {
    response.status(304).end();
    return;
  }
  if (encoding) response.set("Content-Encoding", encoding);
  response.set("Content-Length", String(content.length)).end(content);
}

function formFor(request: Request, { plain, br, gzip }: BuiltFile) {
  if (br && request.acceptsEncodings("br")) return { encoding: "br", content: br };
  if (gzip && request.acceptsEncodings("gzip")) return { encoding: "gzip", content: gzip };
  return { encoding: undefined, content: plain };
}

/** RFC 9110, section 13.1.2: compared weakly. */
function isKnown(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.split(",").some((one) => ["*", etag, `W/${etag}`].includes(one.trim()));
}
