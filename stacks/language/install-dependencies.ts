import { spawn } from "node:child_process";
import { type ServerWritableStream, status } from "@grpc/grpc-js";
import messages from "@pulumi/pulumi/proto/language_pb.js";

/** `pulumi install`: what npm says is passed on as it says it. */
export function installDependencies(call: ServerWritableStream<messages.InstallDependenciesRequest, object>): void {
  const folder = call.request.getDirectory();
  const npm = spawn("npm", ["install", "--no-audit", "--no-fund"], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  const fail = (details: string) => call.emit("error", { code: status.UNKNOWN, details });
  npm.stdout.on("data", (chunk: Buffer) => call.write(new messages.InstallDependenciesResponse().setStdout(chunk)));
  npm.stderr.on("data", (chunk: Buffer) => call.write(new messages.InstallDependenciesResponse().setStderr(chunk)));
  npm.once("error", ({ message }) => fail(`cannot run npm: ${message}`));
  npm.once("close", (code) =>
    code === 0 ? call.end() : fail(`npm install in ${folder} ended with exit code ${code}`),
  );
}
