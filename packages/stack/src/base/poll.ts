/** Asks again and again until the answer is there; throws when the time is over. */
export async function poll<Value>(
	question: () => Promise<Value | undefined> | Value | undefined,
	{ timeoutMs, everyMs = 25, what }: { timeoutMs: number; everyMs?: number; what: string },
): Promise<Value> {
	const deadline = Date.now() + timeoutMs;
	for (;;) {
		const answer = await question();
		if (answer !== undefined) return answer;
		if (Date.now() > deadline) throw new Error(`Waited ${timeoutMs} ms in vain for ${what}.`);
		await new Promise((resolve) => setTimeout(resolve, everyMs));
	}
}
