// `npm run bench -- realtime [sockets] [per second] [seconds]`, `npm run bench -- sends [--seconds N] [--writers N]`,
// `npm run bench -- database [--conversations N]`:
// measures one part, beside a floor of the same run.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { root } from "./bootstrap/paths.mjs";

const BENCHES: Record<string, string> = {
	database: join(root, "scripts", "bench", "database", "index.ts"),
	realtime: join(root, "packages", "stack", "src", "realtime", "bench.ts"),
	sends: join(root, "scripts", "bench", "sends", "index.ts"),
};

const [name = "", ...args] = process.argv.slice(2);
const bench = BENCHES[name];
if (bench === undefined) {
	console.error(`There is no bench "${name}". Choose one of: ${Object.keys(BENCHES).join(", ")}.`);
	process.exitCode = 1;
} else {
	process.exitCode =
		spawnSync(process.execPath, [bench, ...args], { stdio: "inherit" }).status ?? 1;
}
