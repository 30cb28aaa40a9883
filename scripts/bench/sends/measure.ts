import type { Role, Writer } from "./writers.ts";

export const ROLES: Role[] = ["bare", "agent", "rows", "visitor", "owner"];

/** What one kind of writers did in one slice of time. */
export type Slice = { perSecond: number; times: number[] };

/** One round measures each kind once, so that whatever else the machine does falls on all of them. */
export type Round = Record<Role, Slice>;

/** Rounds of slices, one after the other, in changing order. */
export async function measureRounds(
	writers: Record<Role, Writer[]>,
	{ rounds, sliceMs }: { rounds: number; sliceMs: number },
): Promise<Round[]> {
	const measured: Round[] = [];
	for (let round = 0; round < rounds; round++) {
		const slices: Partial<Round> = {};
		const order = round % 2 === 0 ? ROLES : [...ROLES].reverse();
		for (const role of order) slices[role] = await measureSlice(writers[role], sliceMs);
		measured.push(slices as Round);
	}
	return measured;
}

/** All writers of one kind at once, for a while. */
export async function measureSlice(writers: Writer[], sliceMs: number): Promise<Slice> {
	const times: number[] = [];
	const begun = performance.now();
	await Promise.all(
		writers.map(async ({ write }) => {
			while (performance.now() - begun < sliceMs) {
				const at = performance.now();
				await write();
				times.push(performance.now() - at);
			}
		}),
	);
	return { perSecond: (times.length * 1000) / (performance.now() - begun), times };
}

/** The value below which this part of all values lies. */
export function quantile(values: number[], part: number): number {
	const sorted = [...values].sort((one, other) => one - other);
	return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0;
}

export const median = (values: number[]): number => quantile(values, 0.5);
