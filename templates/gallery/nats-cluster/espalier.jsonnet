// Servers find each other by the names that a stateful container gives them: nats-0.nats, nats-1.nats, …
local servers = 3;
local routes = ['nats://nats-%d.nats:6222' % number for number in std.range(0, servers - 1)];

// NATS fills in $SERVER_NAME and $TOKEN from its environment; a dollar is written twice here.
local settings = |||
  server_name: $$SERVER_NAME
  port: 4222
  http_port: 8222
  authorization { token: $$TOKEN }
  jetstream {
    store_dir: /data
    max_memory_store: 128MB
  }
  cluster {
    name: $project
    port: 6222
    routes: [%s]
  }
  lame_duck_duration: 30s
  lame_duck_grace_period: 5s
||| % std.join(', ', routes);

{
  project: { name: 'nats' },
  variables: {
    token: {
      label: 'Token',
      description: 'What clients show. Drawn once and kept when none is given.',
      secret: true,
      generate: { kind: 'password', length: 40 },
    },
    data_size: {
      label: 'Size of each volume',
      description: 'Room for streams on each of the three servers.',
      default: '5Gi',
      pattern: '[1-9][0-9]{0,3}(Mi|Gi|Ti)',
    },
  },
  containers: [{
    name: 'nats',
    image: 'nats:2.11.6-alpine',
    command: ['nats-server', '--config', '/etc/nats/nats.conf'],
    environment: { SERVER_NAME: '${{pod.name}}', TOKEN: '$token' },
    options: {
      workload: 'stateful',
      replicas: servers,
      ports: [4222, 6222, 8222],
      importance: 'high',
      volumes: [
        { each: { name: 'streams', size: '$data_size' }, path: '/data' },
        { files: { 'nats.conf': settings }, path: '/etc/nats' },
      ],
      // Servers find each other once they are ready, so being ready must not wait for the others.
      health: {
        start: 300,
        startup: { tcp: true, port: 4222 },
        readiness: { tcp: true, port: 4222 },
        liveness: { http: '/healthz?js-enabled-only=true', port: 8222 },
      },
      // A server that is told to stop hands its clients to the others first.
      lifecycle: { grace: 60 },
      disruption: { unavailable: 1 },
      spread: [{ over: 'nodes' }],
      security: { standard: 'restricted', user: 10001, group: 10001 },
      resources: { size: 'small', memory: '256Mi' },
      tags: ['queue', 'streams'],
    },
  }],
}
