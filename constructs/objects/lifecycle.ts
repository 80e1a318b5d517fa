import { k8s } from "cdk8s-plus-33";
import type { Lifecycle } from "../spec.ts";

type Hook = NonNullable<Lifecycle["beforeStop"]>;

/** Hooks of one image. `port` is the one it is known to listen on. */
export function lifecycle(
  { afterStart, beforeStop }: Lifecycle,
  port: number | undefined,
): Pick<k8s.Container, "lifecycle"> {
  if (!afterStart && !beforeStop) return {};
  return {
    lifecycle: {
      ...(afterStart && { postStart: handler(afterStart, port) }),
      ...(beforeStop && { preStop: handler(beforeStop, port) }),
    },
  };
}

/** Unlike a command of a probe, that of a hook is run as it is: `$` needs no escape (kubelet, handlers.go). */
function handler({ command, http, sleep, ...hook }: Hook, known: number | undefined): k8s.LifecycleHandler {
  if (command) return { exec: { command } };
  if (sleep !== undefined) return { sleep: { seconds: sleep } };
  const port = k8s.IntOrString.fromNumber((hook.port ?? known) as number);
  return { httpGet: { path: http, port, scheme: "HTTP" } };
}
