import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../bootstrap/paths.mjs";
import { type Tally, withExitCode } from "./tally.ts";

export type ReportingProgram<Report> = {
	/** The command, given the file that its JSON report must go to. */
	command: (reportFile: string) => string[];
	env?: (reportFile: string) => Record<string, string>;
	cwd?: string;
	tally: (report: Report) => Tally;
};

/** Runs a test program for people to watch, and counts by its report. */
export async function runToReport<Report>(program: ReportingProgram<Report>): Promise<Tally> {
	const folder = mkdtempSync(join(tmpdir(), "cossistant-report-"));
	const reportFile = join(folder, "report.json");
	try {
		const code = await watch(program.command(reportFile), {
			cwd: program.cwd ?? root,
			env: { ...process.env, ...program.env?.(reportFile) },
		});
		if (!existsSync(reportFile)) return { passed: 0, failed: 1 };
		const report = JSON.parse(readFileSync(reportFile, "utf8")) as Report;
		return withExitCode(program.tally(report), code);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

function watch(
	[file = "", ...args]: string[],
	{ cwd, env }: { cwd: string; env: NodeJS.ProcessEnv },
): Promise<number> {
	return new Promise((resolve, reject) => {
		const child = spawn(file, args, { cwd, env, stdio: ["ignore", "inherit", "inherit"] });
		child.once("error", reject);
		child.once("close", (code) => resolve(code ?? 1));
	});
}
