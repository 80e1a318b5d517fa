import { existsSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";

/** Below `web/`: where the dashboard is served from. */
export const OUTPUT = "dist";
/** How the folders of builds under way begin, and of what was taken out of the way: beside it, so that renaming is enough. */
export const STAGED = ".dist-";
/** No build takes this long: what is older belongs to a process that was killed. */
const LEFT_OVER_HOURS = 1;

/** Whether a folder is what builds write, and none of what they are made from. */
export function isBuilt(name) {
  return name === OUTPUT || name.startsWith(STAGED);
}

/**
 * Puts a whole build into the place of the earlier one. There is no moment with half of one: for an instant there is none,
 * and whoever is killed just then leaves none, which the next build mends.
 *
 * @param {string} web
 * @param {string} staged name of the folder of the build
 * @param {() => boolean} isThere whether another build of the same sources stands there already; it is left alone then
 */
export function putInPlace(web, staged, isThere) {
  const place = join(web, OUTPUT);
  const away = join(web, `${staged}-away`);
  // One that finds the place taken again was overtaken by a whole build of somebody else, so this comes to an end.
  while (!isThere()) {
    moveIfThere(place, away);
    try {
      if (renameUnlessTaken(join(web, staged), place)) return;
    } catch (error) {
      if (existsSync(away)) renameUnlessTaken(away, place);
      throw error;
    } finally {
      removeFolder(away);
    }
  }
}

/** Removes what killed builds have left behind. */
export function removeLeftOver(web) {
  const newest = Date.now() - LEFT_OVER_HOURS * 3_600_000;
  for (const name of readdirSync(web).filter((entry) => entry.startsWith(STAGED))) {
    const changed = statSync(join(web, name), { throwIfNoEntry: false })?.mtimeMs;
    if (changed !== undefined && changed < newest) tryToRemove(join(web, name));
  }
}

/** What cannot be removed, or is removed by another process right now, is in nobody's way. */
function tryToRemove(folder) {
  try {
    removeFolder(folder);
  } catch {}
}

export function removeFolder(folder) {
  rmSync(folder, { recursive: true, force: true });
}

function moveIfThere(from, to) {
  try {
    renameSync(from, to);
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
  }
}

/** False when something stands in the target's place. */
function renameUnlessTaken(from, to) {
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    if (error.code === "ENOTEMPTY" || error.code === "EEXIST") return false;
    throw error;
  }
}
