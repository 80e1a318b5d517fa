/** A project of so many containers, each with a variable that points at the one before it, as JSON. */
export function chainOf(name: string, containers: number): string {
  const list = Array.from({ length: containers }, (_, index) => ({
    name: `part-${index}`,
    image: "nginx:1.29",
    environment: index > 0 ? { BEFORE: `http://part-${index - Math.ceil(index / 3)}` } : {},
    options: { ports: [80], resources: "tiny", ...(index === 0 && { expose: 80 }) },
  }));
  return JSON.stringify({ project: { name }, containers: list }, undefined, 2);
}

/** A definition whose diagram has `nodes` nodes: containers with volumes of their own, in groups by tag. */
export function diagramOf(name: string, nodes: number): string {
  const count = Math.floor(nodes / 2);
  const containers = Array.from({ length: count }, (_, index) => ({
    name: `part-${index}`,
    image: "nginx:1.29",
    environment: index % 5 > 0 ? { BEFORE: `http://part-${index - 1}` } : {},
    options: {
      ports: [80],
      resources: "tiny",
      tags: [`group-${Math.floor(index / 25)}`],
      volumes: index < 200 ? [{ volume: `data-${index}`, path: "/data" }] : [],
    },
  }));
  const volumes = Array.from({ length: Math.min(200, count) }, (_, index) => ({ name: `data-${index}`, size: "1Gi" }));
  const rest = Array.from({ length: nodes - containers.length - volumes.length }, (_, index) => ({
    name: `more-${index}`,
    image: "nginx:1.29",
    options: { resources: "tiny", tags: [`group-more-${Math.floor(index / 25)}`] },
  }));
  return JSON.stringify({ project: { name }, containers: [...containers, ...rest], volumes }, undefined, 2);
}
