// A service in one file. `packages` fetches what it imports before it starts.
local espalier = import 'espalier.libsonnet';

local program = |||
  import os

  from fastapi import FastAPI

  app = FastAPI(title=os.environ.get("TITLE", "api"))


  @app.get("/")
  def hello(name: str = "world"):
      return {"hello": name}


  @app.get("/healthz", include_in_schema=False)
  def healthz():
      return {"status": "ok"}
|||;

{
  project: { name: 'python-fastapi' },
  variables: {
    image: {
      label: 'Image',
      description: 'Image with Python, or your own with the service in it.',
      default: 'python:3.13-slim',
      pattern: '[a-z0-9][A-Za-z0-9._:/@-]{0,255}',
    },
    title: {
      label: 'Title',
      description: 'What the documentation of the service is headed with.',
      default: 'My service',
    },
    replicas: {
      label: 'Copies',
      description: 'How many copies of the service run.',
      type: 'number',
      default: 2,
      minimum: 1,
      maximum: 20,
    },
  },
  containers: [
    espalier.web('api', '$image', port=8000, environment={
      TITLE: '$title',
      PYTHONPATH: '/packages',
      PYTHONUNBUFFERED: '1',
    }, options={
      replicas: '$replicas',
      init: [{
        name: 'packages',
        image: 'python:3.13-slim',
        command: [
          'pip', 'install', '--no-cache-dir', '--disable-pip-version-check', '--target', '/packages',
          'fastapi==0.115.12', 'uvicorn==0.34.2',
        ],
        volumes: [{ empty: 'packages', path: '/packages' }],
        resources: { size: 'small' },
      }],
      volumes: [
        { empty: 'packages', path: '/packages' },
        { files: { 'main.py': program }, path: '/program' },
      ],
      // TLS ends at the address: the headers of the proxy tell the service that it was https.
      health: { http: '/healthz' },
      security: { standard: 'restricted', user: 10001, group: 10001 },
      resources: { size: 'small' },
      tags: ['web', 'python'],
    }) + {
      command: [
        'python', '-m', 'uvicorn', 'main:app', '--app-dir', '/program', '--host', '0.0.0.0', '--port', '8000',
        '--proxy-headers', '--forwarded-allow-ips', '*',
      ],
    },
  ],
}
