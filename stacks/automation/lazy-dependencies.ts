import { createRequire } from "node:module";

/**
 * `@pulumi/pulumi` loads the TypeScript compiler, npm's dependency resolver and an HTTP client when it is imported.
 * They serialise closures (dynamic providers, functions as code) and install the CLI, which nothing here does, and take
 * 0.35 s of the import's 0.4 s. Importing this module first leaves them unloaded until one of their members is used.
 */
const UNUSED = ["./typescript-shim", "@npmcli/arborist", "normalize-package-data", "got"];

type Module = { readonly __esModule?: boolean; readonly [member: string | symbol]: unknown };

const require = createRequire(import.meta.url);
const sdk = createRequire(require.resolve("@pulumi/pulumi"));

for (const request of UNUSED) loadWhenUsed(sdk.resolve(request));

function loadWhenUsed(filename: string): void {
  if (require.cache[filename]) return;
  let loaded: Module | undefined;
  const load = (): Module => {
    if (!loaded) {
      delete require.cache[filename];
      loaded = require(filename) as Module;
    }
    return loaded;
  };
  const exports = new Proxy({}, { get: (_, member) => readMember(load, member) });
  require.cache[filename] = Object.assign(Object.create(null), { id: filename, filename, loaded: true, exports });
}

/** The SDK's compiled imports ask for `__esModule` first and, being told so, take the module without copying it. */
function readMember(load: () => Module, member: string | symbol): unknown {
  if (member === "__esModule") return true;
  const module = load();
  return member === "default" && !module.__esModule ? module : module[member];
}
