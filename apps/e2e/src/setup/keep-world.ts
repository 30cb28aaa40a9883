// Keeps a world running while journeys are written: prints the variable that makes `npm run journeys` use it.
import { endSignal } from "../../../../scripts/lib/end-signal.ts";
import { startWorld } from "./start-world.ts";

const end = endSignal();
const { world, stop } = await startWorld("dev");
console.log(`export COSSISTANT_JOURNEYS_WORLD='${JSON.stringify(world)}'`);
await end;
await stop();
process.exit();
