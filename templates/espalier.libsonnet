// The one library a Jsonnet definition may import: local espalier = import "espalier.libsonnet";
{
  // A container. `options` may hold everything the schema lists under containers[].options.
  container(name, image, environment={}, options={})::
    { name: name, image: image }
    + (if environment == {} then {} else { environment: environment })
    + (if options == {} then {} else { options: options }),

  // A container that the internet reaches over https; `port` defaults to environment.PORT, else 80.
  web(name, image, port=null, environment={}, options={})::
    self.container(name, image, environment, { expose: if port == null then true else port } + options),

  // A volume, and how a container mounts it.
  volume(name, size):: { name: name, size: size },
  mount(volume, path, readOnly=false)::
    { volume: if std.isString(volume) then volume else volume.name, path: path }
    + (if readOnly then { readOnly: true } else {}),

  // Host name of a container inside its project.
  host(container):: std.strReplace(if std.isString(container) then container else container.name, '_', '-'),

  // Address of a container inside its project.
  url(container, port=80, path='')::
    'http://' + self.host(container) + (if port == 80 then '' else ':' + port) + path,

  // postgres://user:password@host:port/database; write the password as '$name' of a secret variable.
  postgresUrl(container, user, password, database, port=5432)::
    'postgres://%s:%s@%s:%d/%s' % [user, password, self.host(container), port, database],

  // Definition parts put together: lists are joined, everything else of the right wins.
  merge(left, right)::
    left + right + {
      [key]: left[key] + right[key]
      for key in std.objectFields(right)
      if std.objectHas(left, key) && std.isArray(left[key]) && std.isArray(right[key])
    },
}
