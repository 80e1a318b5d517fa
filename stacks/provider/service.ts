import { type MethodDefinition, status, type UntypedServiceImplementation } from "@grpc/grpc-js";
import pluginMessages from "@pulumi/pulumi/proto/plugin_pb.js";
import stubs from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import messages from "@pulumi/pulumi/proto/provider_pb.js";
import emptyMessages from "google-protobuf/google/protobuf/empty_pb.js";
import { checkReply, createReply, diffReply, NOTHING, readObjectCall, updateReply } from "./object-calls.ts";
import type { ObjectOperations } from "./object-operations.ts";

type Reply<Message> = (error: { code: number; details: string } | null, message?: Message) => void;
type Call<Message> = { readonly request: Message };

const { ResourceProviderService: service } = stubs;
const { Empty } = emptyMessages;

/** The `ResourceProvider` service, with the calls made for each object left in their wire form. */
export const providerService = {
  ...service,
  check: asBytes(service.check!),
  diff: asBytes(service.diff!),
  create: asBytes(service.create!),
  update: asBytes(service.update!),
  delete: asBytes(service.delete!),
};

function asBytes(method: MethodDefinition<unknown, unknown>): MethodDefinition<Buffer, Buffer> {
  const same = (bytes: Buffer) => bytes;
  return {
    ...method,
    requestSerialize: same,
    requestDeserialize: same,
    responseSerialize: same,
    responseDeserialize: same,
  };
}

/** The package `kubernetes`, with `operations` for its objects. `version` is that of `@pulumi/kubernetes`' types. */
export function providerHandlers(operations: ObjectOperations, version: string): UntypedServiceImplementation {
  return { ...packageHandlers(operations, version), ...objectHandlers(operations) };
}

function packageHandlers(operations: ObjectOperations, version: string): UntypedServiceImplementation {
  return {
    attach: (_: unknown, reply: Reply<object>) => reply(null, new Empty()),
    handshake: (_: unknown, reply: Reply<object>) => reply(null, new messages.ProviderHandshakeResponse()),
    getPluginInfo: (_: unknown, reply: Reply<object>) => {
      reply(null, new pluginMessages.PluginInfo().setVersion(version));
    },
    getSchema: (_: unknown, reply: Reply<object>) => {
      const schema = { name: "kubernetes", version, description: "server-side applies by Espalier" };
      reply(null, new messages.GetSchemaResponse().setSchema(JSON.stringify(schema)));
    },
    checkConfig: ({ request }: Call<messages.CheckRequest>, reply: Reply<object>) => {
      reply(null, new messages.CheckResponse().setInputs(request.getNews()));
    },
    diffConfig: (_: unknown, reply: Reply<object>) => {
      reply(null, new messages.DiffResponse().setChanges(messages.DiffResponse.DiffChanges.DIFF_NONE));
    },
    configure: ({ request }: Call<messages.ConfigureRequest>, reply: Reply<object>) => {
      answer(reply, async () => {
        await operations.configure?.(configuration(request));
        return new messages.ConfigureResponse();
      });
    },
    /** What a zone holds is compared by plans; a refresh believes the state. */
    read: ({ request }: Call<messages.ReadRequest>, reply: Reply<object>) => {
      const response = new messages.ReadResponse().setId(request.getId());
      reply(null, response.setInputs(request.getInputs()).setProperties(request.getProperties()));
    },
  };
}

function objectHandlers(operations: ObjectOperations): UntypedServiceImplementation {
  const cancelled = new AbortController();
  const { signal } = cancelled;
  return {
    check: ({ request }: Call<Buffer>, reply: Reply<Buffer>) => reply(null, checkReply(request)),
    diff: ({ request }: Call<Buffer>, reply: Reply<Buffer>) => {
      answer(reply, async () => diffReply(operations.decide(readObjectCall("diff", request))));
    },
    create: ({ request }: Call<Buffer>, reply: Reply<Buffer>) => {
      answer(reply, async () => {
        const call = readObjectCall("create", request);
        return createReply(call.preview ? "" : await operations.create(call, signal));
      });
    },
    update: ({ request }: Call<Buffer>, reply: Reply<Buffer>) => {
      answer(reply, async () => {
        const call = readObjectCall("update", request);
        if (!call.preview) await operations.update(call, signal);
        return updateReply();
      });
    },
    delete: ({ request }: Call<Buffer>, reply: Reply<Buffer>) => {
      answer(reply, async () => {
        await operations.delete(readObjectCall("delete", request), signal);
        return NOTHING;
      });
    },
    cancel: (_: unknown, reply: Reply<object>) => {
      cancelled.abort();
      reply(null, new Empty());
    },
  };
}

async function answer<Message>(reply: Reply<Message>, work: () => Promise<Message>): Promise<void> {
  try {
    reply(null, await work());
  } catch (error) {
    reply({ code: status.UNKNOWN, details: error instanceof Error ? error.message : String(error) });
  }
}

/** Keys come as `kubernetes:config:NAME`. */
function configuration(request: messages.ConfigureRequest): Record<string, string> {
  const entries = request.getVariablesMap().toObject();
  return Object.fromEntries(entries.map(([key, value]) => [key.slice(key.lastIndexOf(":") + 1), value]));
}
