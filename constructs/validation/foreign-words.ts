/** Words people bring along from Docker, compose and Kubernetes, and what says the same here. */
const FOREIGN_WORDS: Readonly<Record<string, string>> = {
  autoscaling: "give options.replicas a number",
  build: 'images are built elsewhere: push the image and name it in "image"',
  container_name: 'write it as "name"',
  cpu: 'write it as options.resources.cpu, e.g. "500m"',
  cpus: 'write it as options.resources.cpu, e.g. "500m"',
  depends_on: "leave it out: containers start together, and find each other by name",
  deploy: "write replicas and resources under options",
  deployment_type: 'write it as options.deployment: "managed" or "self-managed"',
  domain: 'write it as options.expose: { "hosts": ["shop.example.com"] }',
  domains: 'write it as options.expose: { "hosts": ["shop.example.com"] }',
  entrypoint: 'write it as "command"',
  env: 'write it as "environment"',
  env_file: 'write the variables in "environment"',
  envs: 'write it as "environment"',
  healthcheck: 'write it as options.health, e.g. { "http": "/healthz" }',
  hostname: "leave it out: the host name is the container's name",
  ingress: 'write it as options.expose: true, or { "hosts": ["shop.example.com"] }',
  labels: "write them as options.tags",
  limits: 'write them as options.resources, e.g. { "cpu": "500m", "memory": "512Mi" }',
  links: "leave it out: containers find each other by name",
  mem_limit: 'write it as options.resources.memory, e.g. "512Mi"',
  memory: 'write it as options.resources.memory, e.g. "512Mi"',
  mounts: 'write them as options.volumes, e.g. [{ "volume": "data", "path": "/data" }]',
  namespace: "leave it out: the namespace is the project's name",
  network_mode: "leave it out: a project has one private network",
  networks: "leave it out: a project has one private network",
  port: 'write it as options.expose: { "port": 8080 }, or options.ports for other containers alone',
  ports: "write the public one as options.expose, further ones as options.ports: numbers, without a host's port",
  privileged: "leave it out: containers never get the rights of their host",
  restart: 'write it as options.deployment: "managed" (restarted) or "self-managed" (not restarted)',
  restart_policy: 'write it as options.deployment: "managed" (restarted) or "self-managed" (not restarted)',
  scale: 'write it as options.replicas, e.g. "replicas": 3',
  secrets: 'use a secret variable in "environment"',
  services: 'write them as "containers": a list, each with a "name"',
  storage: 'write it as "size", e.g. "10Gi"',
  user: "leave it out: the user comes from the image",
  version: "leave it out",
  volume_mounts: 'write them as options.volumes, e.g. [{ "volume": "data", "path": "/data" }]',
  working_dir: "leave it out: the folder comes from the image",
  workdir: "leave it out: the folder comes from the image",
};

/** How to say here what a word means elsewhere. */
export function hintForForeignWord(word: string): string | undefined {
  const plain = word
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .replaceAll("-", "_");
  return Object.hasOwn(FOREIGN_WORDS, plain) ? FOREIGN_WORDS[plain] : undefined;
}
