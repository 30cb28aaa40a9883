// `npm run reset`: forgets the data of the local Supabase; the next start makes a new database.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { root } from "./bootstrap/paths.mjs";

const cli = join(root, "node_modules", ".bin", "cossistant-stack");
const { status } = spawnSync(cli, ["reset"], { stdio: "inherit" });
process.exitCode = status ?? 1;
