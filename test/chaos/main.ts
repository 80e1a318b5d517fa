import { endTestZones, testZone } from "../support/local-zone.ts";
import { killAtMoments } from "./kill.ts";

/** `npm run test:chaos`: what takes longer than a test of every day may. */
const say = (text: string) => void process.stderr.write(`${text}\n`);
try {
  await killAtMoments({ zone: await testZone(), count: 20, onMoment: say });
} finally {
  await endTestZones();
}
