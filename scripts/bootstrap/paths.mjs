import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The root of the repository. */
export const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

/** Where tools that the machine lacks are put; git ignores it. */
export const toolsDir = join(root, ".tools");
