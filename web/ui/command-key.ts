/** What the key that commands are given with is called on the keyboard that is probably used. */
export const COMMAND_KEY = /Mac|iPhone|iPad/.test(navigator.platform) ? "⌘" : "Ctrl";
