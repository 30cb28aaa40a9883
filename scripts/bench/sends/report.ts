import { median, quantile, type Round } from "./measure.ts";
import type { Role } from "./writers.ts";

/** Sends per second over the same rows written bare per second (docs/decisions/004). */
const TARGET = 0.4;

const NAMES: Record<Role, string> = {
	bare: "item alone, no triggers, no foreign keys",
	rows: "all rows of a send, written bare",
	owner: "insert into timeline_items by its owner",
	agent: "send_message by agents",
	visitor: "send_visitor_message by visitors",
};

/** Prints what was measured, and answers whether agents and visitors reach the target. */
export function report(
	rounds: Round[],
	{ settings, writers }: { settings: string; writers: number },
): boolean {
	console.log(`${writers} writers, ${rounds.length} rounds; ${settings}`);
	for (const role of Object.keys(NAMES) as Role[]) {
		const times = rounds.flatMap((round) => round[role].times);
		const perSecond = median(rounds.map((round) => round[role].perSecond));
		console.log(
			`${NAMES[role].padEnd(42)} ${perSecond.toFixed(0).padStart(6)}/s` +
				`   p50 ${quantile(times, 0.5).toFixed(2)} ms   p95 ${quantile(times, 0.95).toFixed(2)} ms`,
		);
	}
	const ratio = (role: Role, floor: Role) =>
		median(rounds.map((round) => round[role].perSecond / round[floor].perSecond));
	for (const role of ["agent", "visitor"] as const) {
		console.log(
			`${NAMES[role]}: ${ratio(role, "rows").toFixed(2)} of its rows written bare; ${ratio(role, "bare").toFixed(2)} of the item alone, ${ratio(role, "owner").toFixed(2)} of the owner's insert`,
		);
	}
	console.log(
		`All rows of a send, written bare: ${ratio("rows", "bare").toFixed(2)} of the item alone.`,
	);
	const isFastEnough = ratio("agent", "rows") >= TARGET && ratio("visitor", "rows") >= TARGET;
	console.log(`Target ${TARGET} of the rows written bare: ${isFastEnough ? "reached" : "missed"}.`);
	return isFastEnough;
}
