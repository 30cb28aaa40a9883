import type { Tell } from "./seed-database.ts";

/** Prints how far a part has come: in place on a terminal, else a line now and then. */
export function createProgress(
	out: NodeJS.WriteStream,
	now: () => number,
): { tell: Tell; end(): void } {
	const begun = now();
	let part = "";
	let partBegun = begun;
	let told = Number.NEGATIVE_INFINITY;

	const tell: Tell = (name, { done, of, rows }) => {
		const isNew = name !== part;
		if (isNew) {
			part = name;
			partBegun = now();
		}
		const isDone = done === of;
		if (!isNew && !isDone && now() - told < (out.isTTY ? 200 : 5000)) return;
		told = now();
		const spent = now() - partBegun;
		const left = done > 0 && !isDone ? `, ${duration((spent / done) * (of - done))} left` : "";
		const rate = Math.round(rows / Math.max((now() - begun) / 1000, 0.001));
		const line = `  ${name.padEnd(24)} ${Math.floor((100 * done) / of)} %  ${count(rows)} rows, ${count(rate)}/s${left}`;
		out.write(out.isTTY ? `\r\x1b[K${line}` : `${line}\n`);
	};
	return {
		tell,
		end() {
			if (out.isTTY) out.write("\r\x1b[K");
		},
	};
}

export const count = (value: number) => value.toLocaleString("en");

export function duration(milliseconds: number): string {
	const seconds = Math.round(milliseconds / 1000);
	return seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}
