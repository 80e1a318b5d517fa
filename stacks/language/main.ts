import languageStubs from "@pulumi/pulumi/proto/language_grpc_pb.js";
import { servePluginProcess } from "../plugin-process.ts";
import { LanguageHost } from "./language-host.ts";

/** The engine's address is the last argument (pulumi/sdk/go/common/resource/plugin/langruntime_plugin.go). */
const host = new LanguageHost(process.argv.at(-1) ?? "");
await servePluginProcess(languageStubs.LanguageRuntimeService, host.handlers());
host.stop();
process.exit();
