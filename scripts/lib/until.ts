import { setTimeout as pause } from "node:timers/promises";

/** Asks again and again until the answer is yes. */
export async function until(
	ask: () => boolean | Promise<boolean>,
	{ within, what, every = 100 }: { within: number; what: string; every?: number },
): Promise<void> {
	const deadline = Date.now() + within;
	while (!(await ask())) {
		if (Date.now() > deadline) throw new Error(`Waited ${within / 1000} s in vain for ${what}.`);
		await pause(every);
	}
}
