export { edit } from "./edit-json.ts";
export { locate } from "./locate-json.ts";
