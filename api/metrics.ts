import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** What is measured of one process, in Prometheus' form. */
export class Metrics {
  readonly registry = new Registry();
  readonly requests: Histogram<"operation" | "method" | "status">;
  readonly updates: Histogram<"operation" | "outcome">;
  readonly running: Gauge;
  readonly resumed: Counter;

  constructor() {
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry });
    this.requests = new Histogram({
      name: "espalier_request_seconds",
      help: "Time to answer a request",
      labelNames: ["operation", "method", "status"],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers,
    });
    this.updates = new Histogram({
      name: "espalier_update_seconds",
      help: "Time from the start of an update to its end",
      labelNames: ["operation", "outcome"],
      buckets: [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600],
      registers,
    });
    this.running = new Gauge({ name: "espalier_updates_running", help: "Updates that run here now", registers });
    this.resumed = new Counter({
      name: "espalier_updates_resumed_total",
      help: "Updates begun again after their worker had ended",
      registers,
    });
  }
}
