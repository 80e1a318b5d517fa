import type { ServerWritableStream, UntypedServiceImplementation } from "@grpc/grpc-js";
import messages from "@pulumi/pulumi/proto/language_pb.js";
import pluginMessages from "@pulumi/pulumi/proto/plugin_pb.js";
import { version } from "@pulumi/pulumi/version.js";
import emptyMessages from "google-protobuf/google/protobuf/empty_pb.js";
import { installDependencies } from "./install-dependencies.ts";
import { RunningProgram } from "./running-program.ts";

type Reply = (error: Error | null, message?: object) => void;
type Call<Message> = { readonly request: Message };

/**
 * The `LanguageRuntime` service for Node, as far as `pulumi preview|up|destroy|install|about` need it. Pulumi's own host
 * comes with its downloads but is not among its Go modules, so a CLI built from these has none.
 *
 * Unlike Pulumi's own, programs in TypeScript are run by Node itself (erasable syntax only), unless `Pulumi.yaml` asks
 * for `options: {typescript: true}`; and there are no synchronous invokes, which the SDK gave up.
 */
export class LanguageHost {
  readonly #engine: string;
  readonly #running = new Set<RunningProgram>();

  constructor(engine: string) {
    this.#engine = engine;
  }

  /** Ends the programs it runs. */
  stop(): void {
    for (const program of this.#running) program.stop();
  }

  handlers(): UntypedServiceImplementation {
    return {
      handshake: (_: unknown, reply: Reply) => reply(null, new messages.LanguageHandshakeResponse()),
      getPluginInfo: (_: unknown, reply: Reply) => reply(null, new pluginMessages.PluginInfo().setVersion(version)),
      // What a program needs is known when it asks for it; a list made before would have them downloaded.
      getRequiredPlugins: (_: unknown, reply: Reply) => reply(null, new messages.GetRequiredPluginsResponse()),
      getRequiredPackages: (_: unknown, reply: Reply) => reply(null, new messages.GetRequiredPackagesResponse()),
      getProgramDependencies: (_: unknown, reply: Reply) => reply(null, new messages.GetProgramDependenciesResponse()),
      runtimeOptionsPrompts: (_: unknown, reply: Reply) => reply(null, new messages.RuntimeOptionsResponse()),
      about: (_: unknown, reply: Reply) => {
        reply(null, new messages.AboutResponse().setExecutable(process.execPath).setVersion(process.version));
      },
      installDependencies: (call: ServerWritableStream<messages.InstallDependenciesRequest, object>) => {
        installDependencies(call);
      },
      run: ({ request }: Call<messages.RunRequest>, reply: Reply) => {
        this.#run(request).then((response) => reply(null, response), reply);
      },
      cancel: (_: unknown, reply: Reply) => {
        this.stop();
        reply(null, new emptyMessages.Empty());
      },
    };
  }

  async #run(request: messages.RunRequest): Promise<messages.RunResponse> {
    const program = new RunningProgram(request, this.#engine);
    this.#running.add(program);
    try {
      return await program.finished;
    } finally {
      this.#running.delete(program);
    }
  }
}
