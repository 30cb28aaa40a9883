import type { FunctionsService } from "../functions/functions-service.ts";

const WORKER = "worker";
const ANSWERS_WITHIN_MS = 120_000;

/** Calls the project's function `worker` through the gateway, if it has one. */
export function createWorkerCall(options: {
	url: string;
	secretKey: string;
	functions(): FunctionsService | undefined;
}): (signal: AbortSignal) => Promise<void> {
	return async (signal) => {
		if (options.functions()?.find(WORKER) === undefined) return;
		const response = await fetch(`${options.url}/functions/v1/${WORKER}`, {
			method: "POST",
			headers: { apikey: options.secretKey, "content-type": "application/json" },
			body: "{}",
			signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWERS_WITHIN_MS)]),
		});
		const answer = await response.text();
		if (!response.ok) {
			throw new Error(`The worker answered ${response.status}: ${answer.slice(0, 200)}`);
		}
	};
}
