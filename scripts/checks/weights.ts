import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { type BuildResult, build, type Metafile } from "esbuild";
import { root } from "../bootstrap/paths.mjs";
import type { Check } from "./check.ts";

/** What a site's visitors download, in kB gzip, with React outside. */
type Budget = {
	name: string;
	code: string;
	/** `first`: what the page loads at once; `all`: with everything that may follow. */
	counts: "first" | "all";
	most: number;
};

const WIDGET =
	'export { IdentifySupportVisitor, Support, SupportProvider, useSupport } from "@cossistant/react";';

const BUDGETS: Budget[] = [
	{ name: "the shell", code: WIDGET, counts: "first", most: 12 },
	{ name: "the whole widget", code: WIDGET, counts: "all", most: 45 },
	{
		name: "the primitives",
		code: 'export * from "@cossistant/react/primitives";',
		counts: "all",
		most: 15,
	},
	{ name: "the CSS", code: '@import "@cossistant/react/support.css";', counts: "all", most: 8 },
];

/** Each entry keeps to its budget. */
export const weights: Check = {
	name: "weights",
	run: async () => (await Promise.all(BUDGETS.map(check))).flat(),
};

async function check(budget: Budget): Promise<string[]> {
	const { kilobytes, biggest } = await weigh(budget);
	if (kilobytes <= budget.most) return [];
	return [
		`${budget.name} weighs ${kilobytes.toFixed(1)} kB gzip; ${budget.most} kB are the most. Its biggest parts:\n` +
			biggest
				.map(({ file, bytes }) => `  ${(bytes / 1000).toFixed(1).padStart(6)} kB  ${file}`)
				.join("\n"),
	];
}

/** Bundles an entry as a site's bundler would, and weighs what comes out. */
export async function weigh({ code, counts }: Pick<Budget, "code" | "counts">) {
	const result = await bundle(code);
	const files =
		counts === "all" ? Object.keys(result.metafile.outputs) : firstFiles(result.metafile);
	const bytes = result.outputFiles
		.filter(({ path }) => files.some((file) => path.endsWith(file)))
		.reduce((sum, { contents }) => sum + gzipSync(contents).byteLength, 0);
	return { kilobytes: bytes / 1000, biggest: biggestInputs(result.metafile, files) };
}

function bundle(code: string): Promise<BuildResult<{ metafile: true; write: false }>> {
	const isStyle = code.startsWith("@");
	return build({
		stdin: {
			contents: code,
			loader: isStyle ? "css" : "ts",
			resolveDir: join(root, "packages", "next"),
		},
		absWorkingDir: root,
		outdir: "out",
		bundle: true,
		splitting: !isStyle,
		format: "esm",
		target: "es2022",
		jsx: "automatic",
		minify: true,
		metafile: true,
		write: false,
		logLevel: "silent",
		define: { "process.env.NODE_ENV": '"production"' },
		external: ["react", "react-dom", "react/jsx-runtime"],
	});
}

/** The entry, and what it cannot start without. */
function firstFiles({ outputs }: Metafile): string[] {
	const found = new Set<string>();
	const visit = (file: string) => {
		if (found.has(file)) return;
		found.add(file);
		for (const { path, kind } of outputs[file]?.imports ?? []) {
			if (kind === "import-statement" && outputs[path] !== undefined) visit(path);
		}
	};
	for (const [file, { entryPoint }] of Object.entries(outputs)) {
		if (entryPoint === "<stdin>") visit(file);
	}
	return [...found];
}

function biggestInputs({ outputs }: Metafile, files: string[]) {
	return files
		.flatMap((file) => Object.entries(outputs[file]?.inputs ?? {}))
		.map(([file, { bytesInOutput }]) => ({ file, bytes: bytesInOutput }))
		.sort((one, other) => other.bytes - one.bytes)
		.slice(0, 12);
}
