// A load test of one address: `locustfile` below says what each simulated user does.
local espalier = import 'espalier.libsonnet';

local locustfile = |||
  import os
  import secrets

  from flask import request
  from locust import HttpUser, between, events, task


  @events.init.add_listener
  def ask_for_password(environment, **_):
      """The web interface starts load: only who knows the password may."""
      if environment.web_ui is None:
          return

      @environment.web_ui.app.before_request
      def check():
          given = request.authorization
          if given is None or not secrets.compare_digest(given.password or "", os.environ["WEB_PASSWORD"]):
              return "a password is needed", 401, {"WWW-Authenticate": "Basic realm=locust"}


  class Visitor(HttpUser):
      wait_time = between(1, 5)

      @task(3)
      def front_page(self):
          self.client.get("/")

      @task(1)
      def missing_page(self):
          with self.client.get("/missing", catch_response=True) as response:
              if response.status_code == 404:
                  response.success()
|||;

local locust(name, args, options) = espalier.container(name, 'locustio/locust:2.43.1', options={
  volumes: [{ files: { 'locustfile.py': locustfile }, path: '/mnt/locust' }],
  security: { standard: 'restricted', user: 1000, group: 1000 },
} + options) + { args: ['--locustfile', '/mnt/locust/locustfile.py'] + args };

{
  project: { name: 'load-test' },
  variables: {
    target: {
      label: 'Address to test',
      description: 'Address that gets the load. Test only what is yours.',
      example: 'https://web-shop.example.com',
      pattern: 'https?://[^ ]{1,250}',
    },
    workers: {
      label: 'Workers',
      description: 'How many workers send requests; each takes one cpu at most.',
      type: 'number',
      default: 2,
      minimum: 1,
      maximum: 50,
    },
    web_password: {
      label: 'Password of the interface',
      description: 'Asked for with any name. Drawn once and kept when none is given.',
      generate: { kind: 'password', length: 24 },
    },
  },
  containers: [
    locust('master', ['--master', '--host', '$target'], {
      expose: 8089,
      ports: [5557],
      health: { tcp: true, port: 8089 },
      resources: { size: 'small' },
      tags: ['load-test', 'web'],
    }) + { environment: { WEB_PASSWORD: '$web_password' } },
    locust('worker', ['--worker', '--master-host', espalier.host('master')], {
      workload: 'worker',
      replicas: '$workers',
      waitFor: [{ container: 'master', port: 5557 }],
      importance: 'low',
      resources: { requests: { cpu: '250m', memory: '256Mi' }, limits: { cpu: '1', memory: '256Mi' } },
      tags: ['load-test', 'worker'],
    }),
  ],
}
