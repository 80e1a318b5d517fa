import type { Expression } from "../tracing/expression.ts";
import { parseJsonnet } from "./parser.ts";

/**
 * What Jsonnet's own library does, for following values through it. Functions that are not here, and not among the
 * builtins of tracing, are not followed.
 */
const STANDARD = `{
  isString(v):: std.type(v) == 'string',
  isNumber(v):: std.type(v) == 'number',
  isBoolean(v):: std.type(v) == 'boolean',
  isObject(v):: std.type(v) == 'object',
  isArray(v):: std.type(v) == 'array',
  isFunction(v):: std.type(v) == 'function',
  map(func, arr):: [func(x) for x in arr],
  mapWithIndex(func, arr):: [func(i, arr[i]) for i in std.range(0, std.length(arr) - 1)],
  filter(func, arr):: [x for x in arr if func(x)],
  filterMap(filter_func, map_func, arr):: [map_func(x) for x in arr if filter_func(x)],
  flatMap(func, arr):: std.flattenArrays([func(x) for x in arr]),
  makeArray(sz, func):: [func(i) for i in std.range(0, sz - 1)],
  mapWithKey(func, obj):: { [k]: func(k, obj[k]) for k in std.objectFields(obj) },
  objectValues(o):: [o[k] for k in std.objectFields(o)],
  objectKeysValues(o):: [{ key: k, value: o[k] } for k in std.objectFields(o)],
  get(o, f, default=null, inc_hidden=true)::
    if (if inc_hidden then std.objectHasAll(o, f) else std.objectHas(o, f)) then o[f] else default,
  foldl(func, arr, init)::
    local aux(i, n, sum) = if i >= n then sum else aux(i + 1, n, func(sum, arr[i]));
    aux(0, std.length(arr), init),
  foldr(func, arr, init)::
    local aux(i, sum) = if i < 0 then sum else aux(i - 1, func(arr[i], sum));
    aux(std.length(arr) - 1, init),
  flattenArrays(arrs):: std.foldl(function(a, b) a + b, arrs, []),
  join(sep, arr)::
    local aux(i, first, sum) =
      if i >= std.length(arr) then sum
      else if arr[i] == null then aux(i + 1, first, sum)
      else aux(i + 1, false, if first then sum + arr[i] else sum + sep + arr[i]);
    aux(0, true, if std.isArray(sep) then [] else ''),
  member(arr, x):: std.length([y for y in arr if y == x]) > 0,
  mod(a, b):: a % b,
  max(a, b):: if a > b then a else b,
  min(a, b):: if a < b then a else b,
  mergePatch(target, patch)::
    if std.isObject(patch) then
      local base = if std.isObject(target) then target else {};
      { [k]: base[k] for k in std.objectFields(base) if !std.objectHas(patch, k) }
      + {
        [k]: std.mergePatch(if std.objectHas(base, k) then base[k] else null, patch[k])
        for k in std.objectFields(patch)
        if patch[k] != null
      }
    else patch,
}`;

let parsed: Expression | undefined;

export function standardLibrary(): Expression {
  parsed ??= parseJsonnet(STANDARD, true).root;
  return parsed;
}
