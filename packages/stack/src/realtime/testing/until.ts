import { setTimeout as pause } from "node:timers/promises";

/** Waits until the answer is neither false nor empty, looking again and again. */
export async function until<Answer>(
	ask: () => Answer | Promise<Answer>,
	withinMs = 5_000,
): Promise<NonNullable<Answer>> {
	const deadline = Date.now() + withinMs;
	for (;;) {
		const answer = await ask();
		if (answer) return answer;
		if (Date.now() > deadline) throw new Error(`Still not so after ${withinMs} ms: ${ask}`);
		await pause(10);
	}
}
