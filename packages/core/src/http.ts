import { errorFromAnswer, SupportError, unavailable } from "./errors.ts";
import type { World } from "./world.ts";

const TIMEOUT_MS = 15_000;

/** Sends JSON and reads JSON. Every failure is a `SupportError`; silence and gibberish are `unavailable`. */
export async function postJson<Answer>(
	world: World,
	url: string,
	{ body, headers = {} }: { body: unknown; headers?: Record<string, string> },
): Promise<Answer> {
	const aborter = new AbortController();
	const timer = world.after(TIMEOUT_MS, () => aborter.abort());
	try {
		const response = await world.fetch(url, {
			method: "POST",
			headers: { "content-type": "application/json", ...headers },
			body: JSON.stringify(body),
			credentials: "omit",
			signal: aborter.signal,
		});
		if (!response.ok) throw await errorFromAnswer(response, world.now());
		const text = await response.text();
		return JSON.parse(text || "null");
	} catch (thrown) {
		throw thrown instanceof SupportError ? thrown : unavailable();
	} finally {
		world.cancel(timer);
	}
}
