import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { type BuildResult, build, type Metafile, type Plugin, stop } from "esbuild";
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

/** docs/decisions/002-what-the-widget-weighs.md says why the whole may weigh this much. */
const BUDGETS: Budget[] = [
	{ name: "the shell", code: WIDGET, counts: "first", most: 12 },
	{ name: "the whole widget", code: WIDGET, counts: "all", most: 60 },
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
	async run() {
		const findings = await Promise.all(BUDGETS.map(check));
		await stop(); // esbuild's helper would live as long as this process
		return findings.flat();
	},
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

/** Bundles an entry into one file, with or without what it imports later, and weighs that. */
export async function weigh({ code, counts }: Pick<Budget, "code" | "counts">) {
	const { outputFiles, metafile } = await bundle(code, counts === "first" ? [leaveForLater] : []);
	const bytes = outputFiles.reduce((sum, file) => sum + gzipSync(file.contents).byteLength, 0);
	return { kilobytes: bytes / 1000, biggest: biggestInputs(metafile) };
}

/** Keeps dynamic imports out. esbuild's own splitting would keep what only they use in the first file. */
const leaveForLater: Plugin = {
	name: "leave-for-later",
	setup({ onResolve }) {
		onResolve({ filter: /.*/ }, ({ kind, path }) =>
			kind === "dynamic-import" ? { path, external: true } : null,
		);
	},
};

function bundle(
	code: string,
	plugins: Plugin[],
): Promise<BuildResult<{ metafile: true; write: false }>> {
	return build({
		stdin: {
			contents: code,
			loader: code.startsWith("@") ? "css" : "ts",
			resolveDir: join(root, "packages", "next"),
		},
		absWorkingDir: root,
		outdir: "out",
		bundle: true,
		format: "esm",
		target: "es2022",
		jsx: "automatic",
		minify: true,
		metafile: true,
		write: false,
		logLevel: "silent",
		define: { "process.env.NODE_ENV": '"production"' },
		external: ["react", "react-dom", "react/jsx-runtime"],
		plugins,
	});
}

function biggestInputs({ outputs }: Metafile) {
	return Object.values(outputs)
		.flatMap(({ inputs }) => Object.entries(inputs))
		.map(([file, { bytesInOutput }]) => ({ file, bytes: bytesInOutput }))
		.sort((one, other) => other.bytes - one.bytes)
		.slice(0, 12);
}
