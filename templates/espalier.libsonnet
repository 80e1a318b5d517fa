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

  // A definition with some of its values changed, for values that cannot be changed where they are made; edits in the
  // diagram write it. One after the other: { set: path, to: value }, { remove: path } and { insert: value, into: path,
  // after: name }. A path is a list of keys, indices, and { name: 'web' } for the element of a list that has this name.
  override(definition, changes)::
    local indexOf(list, name) =
      local found = [
        index
        for index in std.range(0, std.length(list) - 1)
        if std.isObject(list[index]) && std.objectHas(list[index], 'name') && list[index].name == name
      ];
      if found == [] then std.length(list) else found[0];
    local placeOf(list, step) = if std.isObject(step) then indexOf(list, step.name) else step;
    local made(path, at, value) =
      if at == std.length(path) then value
      else if std.isString(path[at]) then { [path[at]]: made(path, at + 1, value) }
      else [named(path, at, made(path, at + 1, value))],
          named(path, at, inner) =
      if at + 1 < std.length(path) && std.isObject(inner) then { name: path[at].name } + inner else inner;
    local set(value, path, at, to) =
      if at == std.length(path) then to
      else if std.isString(path[at]) then
        local key = path[at];
        { [other]: value[other] for other in std.objectFields(value) if other != key }
        + { [key]: if std.objectHas(value, key) then set(value[key], path, at + 1, to) else made(path, at + 1, to) }
      else
        local place = placeOf(value, path[at]);
        [
          if index == place then set(value[index], path, at + 1, to) else value[index]
          for index in std.range(0, std.length(value) - 1)
        ]
        + if place < std.length(value) then [] else [named(path, at, made(path, at + 1, to))];
    local remove(value, path, at) =
      local last = at + 1 == std.length(path);
      if std.isString(path[at]) then {
        [key]: if key == path[at] then remove(value[key], path, at + 1) else value[key]
        for key in std.objectFields(value)
        if !(last && key == path[at])
      }
      else
        local place = placeOf(value, path[at]);
        [
          if index == place then remove(value[index], path, at + 1) else value[index]
          for index in std.range(0, std.length(value) - 1)
          if !(last && index == place)
        ];
    local valueAt(value, path, at) =
      if at == std.length(path) then value
      else if std.isString(path[at]) then
        if std.objectHas(value, path[at]) then valueAt(value[path[at]], path, at + 1) else []
      else
        local place = placeOf(value, path[at]);
        if place < std.length(value) then valueAt(value[place], path, at + 1) else [];
    local insert(value, change) =
      local list = valueAt(value, change.into, 0);
      local found = if std.objectHas(change, 'after') then indexOf(list, change.after) else std.length(list);
      local count = std.min(found + 1, std.length(list));
      local part(first, last) = [list[index] for index in std.range(first, last)];
      set(value, change.into, 0, part(0, count - 1) + [change.insert] + part(count, std.length(list) - 1));
    local changed(value, change) =
      if std.objectHas(change, 'set') then set(value, change.set, 0, change.to)
      else if std.objectHas(change, 'remove') then remove(value, change.remove, 0)
      else insert(value, change);
    std.foldl(changed, changes, definition),
}
