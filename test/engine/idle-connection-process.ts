import { connectZone } from "../../engine/kubernetes-client.ts";

/** Asks a zone something, as a short command does, and leaves its connection open. */
const client = await connectZone(JSON.parse(process.argv[2] ?? ""));
await client.get("/Namespace//default");
process.stdout.write("asked\n");
