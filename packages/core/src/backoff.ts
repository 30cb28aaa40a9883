/** How long to wait before try number `attempt` (from 0): doubling, at most `max`, half of it by chance. */
export function backoff(
	attempt: number,
	{ base = 1_000, max = 30_000, random }: { base?: number; max?: number; random: () => number },
): number {
	const full = Math.min(max, base * 2 ** attempt);
	return full / 2 + (full / 2) * random();
}
