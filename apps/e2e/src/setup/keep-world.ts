// Keeps a world running while journeys are written: prints the variable that makes `npm run journeys` use it.
// `built` runs the apps as in production, else they follow every change.
import { endSignal } from "../../../../scripts/lib/end-signal.ts";
import { startWorld } from "./start-world.ts";

const end = endSignal();
const { world, stop } = await startWorld(process.argv[2] === "built" ? "start" : "dev");
console.log(`export COSSISTANT_JOURNEYS_WORLD='${JSON.stringify(world)}'`);
await end;
await stop();
process.exit();
