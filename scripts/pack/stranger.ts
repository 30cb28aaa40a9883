import { execFile } from "node:child_process";
import {
	cpSync,
	existsSync,
	mkdirSync,
	readFileSync,
	realpathSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { root } from "../bootstrap/paths.mjs";

/** A project that knows nothing of this repository. */
export type Stranger = {
	/** Its files: path -> text. */
	files: Record<string, string>;
	/** The command that installs the packages. */
	install: string;
	/** What such a project has anyway, linked to what the folder `of` of this repository has installed. */
	uses: readonly { name: string; of: string }[];
};

/**
 * Sets the project up in a folder. Nothing is fetched: what the packages depend on lies there before, as copies, and
 * npm works offline and without a cache, so a package that is asked of the registry fails the installation.
 */
export async function settle(folder: string, { files, install, uses }: Stranger): Promise<void> {
	for (const [file, text] of Object.entries({ "package.json": MANIFEST, ...files })) {
		mkdirSync(dirname(join(folder, file)), { recursive: true });
		writeFileSync(join(folder, file), text);
	}
	for (const [name, source] of dependenciesOf(join(root, "packages", "next"))) {
		cpSync(source, join(folder, "node_modules", name), { recursive: true });
	}
	await run(folder, ["sh", "-c", `${install} ${OFFLINE}`]);
	for (const { name, of } of uses) {
		link(find(realpathSync(join(root, of)), name), join(folder, "node_modules", name));
	}
}

const MANIFEST = JSON.stringify({ name: "stranger", private: true, type: "module" });
const OFFLINE =
	"--offline --cache=no-cache --legacy-peer-deps --ignore-scripts --no-audit --no-fund";

/** Everything that a package of this repository stands on and that is not of it: name -> folder. */
function dependenciesOf(folder: string, found = new Map<string, string>()): Map<string, string> {
	const { dependencies = {} } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
	for (const name of Object.keys(dependencies).filter((each) => !found.has(each))) {
		const source = find(folder, name);
		if (!name.startsWith("@cossistant/")) found.set(name, source);
		dependenciesOf(source, found);
	}
	return found;
}

/** Where Node would find a package from a folder. */
function find(folder: string, name: string): string {
	const here = join(folder, "node_modules", name);
	if (existsSync(here)) return realpathSync(here);
	if (dirname(folder) === folder) throw new Error(`${name} is not installed`);
	return find(dirname(folder), name);
}

function link(target: string, path: string) {
	mkdirSync(dirname(path), { recursive: true });
	symlinkSync(target, path, "dir");
}

/** Runs a program as the stranger would, and answers what it printed; an error tells all of it. */
export async function run(
	folder: string,
	[file = "", ...args]: readonly string[],
): Promise<string> {
	try {
		const { stdout } = await promisify(execFile)(file, args, {
			cwd: folder,
			env: ownEnvironment(),
		});
		return stdout;
	} catch (error) {
		const { message, stdout } = error as Error & { stdout: string };
		throw new Error(`${message}\n${stdout}`);
	}
}

/** Without what npm and vitest tell their children: a stranger's shell has none of it. */
function ownEnvironment(): NodeJS.ProcessEnv {
	const foreign =
		/^(npm_|vitest|vite_|node_env$|node_options$|node_path$|test$|dev$|prod$|mode$|ssr$|base_url$)/i;
	return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
}
