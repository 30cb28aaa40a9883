import { cpSync, globSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { Problem } from "../bootstrap/problem.mjs";
import { entryFiles, type Package } from "./workspace.ts";

/**
 * Compiles what the entries of a package reach, one file to one file: what is loaded late stays apart, what is not
 * used can be left out, and "use client" stays where it stands. Styles go along as they are.
 */
export function buildPackage({ folder, manifest }: Package, outDir: string): void {
	const source = join(folder, "src");
	const entries = entryFiles(manifest.exports).filter((file) => /\.tsx?$/.test(file));
	const options = { ...optionsOf(folder), ...EMIT, rootDir: source, outDir };
	const host = ts.createCompilerHost(options);
	const program = ts.createProgram(
		entries.map((file) => join(folder, file)),
		options,
		host,
	);
	const problems = [
		...ts.getPreEmitDiagnostics(program),
		...program.emit(undefined, write).diagnostics,
	];
	if (problems.length > 0) {
		throw new Problem(
			`${manifest.name} does not compile.`,
			"Put right what the compiler says above.",
			ts.formatDiagnostics(problems, { ...host, getNewLine: () => "\n" }),
		);
	}
	copyStyles(source, outDir);

	function write(file: string, text: string) {
		host.writeFile(file, file.endsWith(".d.ts") ? withBuiltSpecifiers(text) : text, false);
	}
}

const EMIT: ts.CompilerOptions = {
	noEmit: false,
	declaration: true,
	allowImportingTsExtensions: false,
	rewriteRelativeImportExtensions: true,
};

function optionsOf(folder: string): ts.CompilerOptions {
	const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: fail };
	const config = ts.getParsedCommandLineOfConfigFile(join(folder, "tsconfig.json"), {}, host);
	if (config === undefined) throw new Error(`${folder} has no tsconfig.json`);
	return config.options;

	function fail({ messageText }: ts.Diagnostic): never {
		throw new Error(ts.flattenDiagnosticMessageText(messageText, "\n"));
	}
}

/** The compiler rewrites the paths of imports in JavaScript alone (microsoft/TypeScript#61037). */
function withBuiltSpecifiers(declarations: string): string {
	return declarations.replace(/(["'])(\.{1,2}\/[^"'\n]+)\.tsx?\1/g, "$1$2.js$1");
}

function copyStyles(source: string, outDir: string): void {
	for (const file of globSync("**/*.css", { cwd: source })) {
		cpSync(join(source, file), join(outDir, file));
	}
}
