import type { Word } from "../place.ts";

/** Functions of Jsonnet's own library that definitions use, each with a sentence. */
const FUNCTIONS = `
abs(n): The number without its sign.
all(arr): Whether every element is true.
any(arr): Whether an element is true.
asciiLower(str): The text with small letters.
asciiUpper(str): The text with capital letters.
base64(input): The text in base64.
base64Decode(str): The text that a text in base64 stands for.
ceil(x): The next whole number above.
contains(arr, elem): Whether the list holds the element.
count(arr, x): How often the list holds an element.
endsWith(a, b): Whether the text ends with another.
escapeStringJson(str): The text in quotes, as JSON has it.
extVar(x): The value of a variable of this definition.
filter(func, arr): The elements of which the function says true.
filterMap(filter_func, map_func, arr): What the second function makes of the elements of which the first says true.
find(value, arr): Where in the list a value stands.
flatMap(func, arr): What the function makes of each element, put together.
flattenArrays(arr): The lists of a list, put together.
floor(x): The next whole number below.
foldl(func, arr, init): What the function makes of what it has made so far and each element, from the first on.
foldr(func, arr, init): What the function makes of each element and what it has made so far, from the last on.
format(str, vals): The text with the values put in: %s, %d.
get(o, f, default?): A field of an object, or the default if it has none of this name.
isArray(v): Whether the value is a list.
isBoolean(v): Whether the value is true or false.
isNumber(v): Whether the value is a number.
isObject(v): Whether the value is an object.
isString(v): Whether the value is a text.
join(sep, arr): The texts or lists of a list, put together with a separator between.
length(x): How many elements, fields or characters there are.
lines(arr): The texts of a list, each as a line.
makeArray(sz, func): A list of a length, of what the function makes of each index.
manifestJson(value): The value as JSON, in lines.
manifestJsonMinified(value): The value as JSON, in one line.
manifestIni(ini): The value as an INI file.
manifestYamlDoc(value): The value as YAML.
map(func, arr): What the function makes of each element.
mapWithIndex(func, arr): What the function makes of each index and element.
mapWithKey(func, obj): An object of what the function makes of each key and value.
max(a, b): The greater one.
md5(s): The MD5 sum of the text.
member(arr, x): Whether the list, or text, holds a value.
mergePatch(target, patch): The object with what a patch changes; null removes.
min(a, b): The smaller one.
objectFields(o): The keys of the object, sorted.
objectHas(o, f): Whether the object has a key.
objectKeysValues(o): The keys and values of the object, each pair an object.
objectValues(o): The values of the object, in the order of its keys.
parseInt(str): The whole number that a text stands for.
parseJson(str): The value that a text of JSON stands for.
parseYaml(str): The value that a text of YAML stands for.
prune(a): The value without what is empty or null.
range(from, to): The whole numbers from one to another, both with it.
repeat(what, count): The text or list, several times.
reverse(arr): The list from its end.
round(x): The nearest whole number.
set(arr, keyF?): The list sorted, each element once.
sha256(s): The SHA-256 sum of the text.
sort(arr, keyF?): The list sorted.
split(str, c): The pieces of a text between a separator.
startsWith(a, b): Whether the text begins with another.
stringChars(str): The characters of the text.
strReplace(str, from, to): The text with one text replaced by another wherever it stands.
stripChars(str, chars): The text without some characters at its ends.
substr(str, from, len): A part of the text.
sum(arr): All numbers added up.
toString(a): The value as a text.
trim(str): The text without white space at its ends.
type(x): Of which kind the value is: "string", "number", "boolean", "object", "array", "function" or "null".
uniq(arr, keyF?): The list with equal neighbours once.
`;

export const STANDARD_FUNCTIONS: readonly Word[] = [...FUNCTIONS.matchAll(/^(\w+)(\(.*?\)): (.*)$/gm)].map(
  ([, name = "", detail = "", info = ""]) => ({ name, kind: "function", detail, info }),
);
