import { parseJsonnet } from "../../../../diagram/edits/jsonnet/parser.ts";
import type { Expression } from "../../../../diagram/edits/tracing/expression.ts";

/**
 * What of their arguments the functions of Jsonnet's own library give back: enough to tell what an argument becomes, not
 * to compute it. An index means any element.
 */
const FLOW = `{
  map(func, arr):: [func(x) for x in arr],
  mapWithIndex(func, arr):: [func(0, x) for x in arr],
  filter(func, arr):: arr,
  filterMap(filter_func, map_func, arr):: [map_func(x) for x in arr],
  flatMap(func, arr):: func(arr[0]),
  flattenArrays(arrs):: arrs[0],
  makeArray(sz, func):: [func(0)],
  mapWithKey(func, obj):: { [k]: func(k, obj[k]) for k in obj },
  objectValues(o):: [o[0]],
  get(o, f, default=null, inc_hidden=true):: if inc_hidden then o[f] else default,
  foldl(func, arr, init):: init,
  foldr(func, arr, init):: init,
  mergePatch(target, patch):: target + patch,
  prune(a):: a,
  reverse(arrs):: arrs,
  sort(arr, keyF=null):: arr,
  uniq(arr, keyF=null):: arr,
  set(arr, keyF=null):: arr,
}`;

let parsed: Expression | undefined;

export function standardFlow(): Expression {
  parsed ??= parseJsonnet(FLOW, true).root;
  return parsed;
}
