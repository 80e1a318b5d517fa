import { createClient } from "../../api/client/index.ts";

/** The platform that served this page. The session is in a cookie that comes along by itself. */
export const client = createClient({ url: location.origin, patience: 8_000 });
