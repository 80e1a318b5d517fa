// Prometheus reads its targets from a file below: add yours to `targets`.
local espalier = import 'espalier.libsonnet';

local metrics = espalier.volume('metrics', '$metrics_size');
local dashboards = espalier.volume('dashboards', '2Gi');

local settings = |||
  global:
    scrape_interval: 30s
    evaluation_interval: 30s
  rule_files:
    - /etc/prometheus/rules.yml
  scrape_configs:
    - job_name: prometheus
      static_configs:
        - targets: ["localhost:9090"]
    - job_name: grafana
      static_configs:
        - targets: ["grafana:3000"]
|||;

local rules = |||
  groups:
    - name: availability
      rules:
        - alert: Down
          expr: up == 0
          for: 5m
          annotations:
            summary: "{{ $$labels.job }} at {{ $$labels.instance }} has not answered for five minutes"
|||;

local source = |||
  apiVersion: 1
  datasources:
    - name: Prometheus
      type: prometheus
      access: proxy
      url: http://prometheus:9090
      isDefault: true
|||;

{
  project: { name: 'monitoring' },
  variables: {
    admin_password: {
      label: 'Password of the administrator',
      description: 'Password of the account admin of Grafana. Drawn once and kept when none is given.',
      generate: { kind: 'password', length: 24 },
    },
    retention_days: {
      label: 'Days to keep',
      description: 'For how many days measurements are kept.',
      type: 'number',
      default: 15,
      minimum: 1,
      maximum: 365,
    },
    metrics_size: {
      label: 'Size of the measurements',
      description: 'Volume for measurements.',
      default: '10Gi',
      pattern: '[1-9][0-9]{0,3}(Mi|Gi|Ti)',
    },
  },
  containers: [
    espalier.web('grafana', 'grafana/grafana:12.3.1', port=3000, environment={
      GF_SECURITY_ADMIN_PASSWORD: '$admin_password',
      GF_SERVER_ROOT_URL: '${{grafana.publicUrl}}/',
      GF_ANALYTICS_REPORTING_ENABLED: 'false',
    }, options={
      volumes: [
        espalier.mount(dashboards, '/var/lib/grafana'),
        { files: { 'prometheus.yaml': source }, path: '/etc/grafana/provisioning/datasources' },
      ],
      health: { http: '/api/health', start: 300 },
      security: { standard: 'restricted', user: 472, group: 472 },
      resources: { size: 'small', memory: '512Mi' },
      tags: ['web', 'dashboards'],
    }),
    espalier.container('prometheus', 'prom/prometheus:v3.5.0', options={
      ports: [9090],
      volumes: [
        espalier.mount(metrics, '/prometheus'),
        { files: { 'prometheus.yml': settings, 'rules.yml': rules }, path: '/etc/prometheus' },
      ],
      health: {
        http: '/-/healthy',
        port: 9090,
        start: 300,
        readiness: { http: '/-/ready', port: 9090 },
      },
      security: { standard: 'restricted', user: 65534, group: 65534 },
      resources: { size: 'medium' },
      tags: ['metrics'],
    }) + {
      args: [
        '--config.file=/etc/prometheus/prometheus.yml',
        '--storage.tsdb.path=/prometheus',
        '--storage.tsdb.retention.time=${retention_days}d',
      ],
    },
  ],
  volumes: [metrics, dashboards],
}
