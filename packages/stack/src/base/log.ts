/** Receives one line at a time, with the name of the part that says it. */
export type Log = (part: string, line: string) => void;

/** Cuts a byte stream into lines. */
export function lineSplitter(onLine: (line: string) => void): (chunk: Buffer | string) => void {
	let rest = "";
	return (chunk) => {
		const lines = (rest + chunk.toString()).split(/\r?\n/);
		rest = lines.pop() ?? "";
		for (const line of lines) {
			if (line !== "") onLine(line);
		}
	};
}

/** Remembers the last lines, for the report of a crash. */
export function createTail(limit = 40): { add(line: string): void; text(): string } {
	const lines: string[] = [];
	return {
		add(line) {
			lines.push(line);
			if (lines.length > limit) lines.shift();
		},
		text: () => lines.join("\n"),
	};
}
