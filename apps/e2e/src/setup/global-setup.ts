import { printProblem } from "../../../../scripts/bootstrap/report.mjs";
import { startWorld } from "./start-world.ts";
import { isWorldShared, shareWorld } from "./world.ts";

/** One world for all journeys of a run; answers with its end. */
export default async function setUp(): Promise<() => Promise<void>> {
	if (isWorldShared()) return async () => {}; // one that somebody keeps running
	const { world, stop } = await startWorld("start").catch((error) => {
		printProblem(error);
		throw error;
	});
	shareWorld(world);
	return stop;
}
