import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import { noteRefusal } from "./refusals.ts";
import { type Claims, signToken, stack } from "./stack.ts";

/** A refusal of the API as a caller sees it. */
export class Refused extends Error {
	readonly status: number;
	readonly code: string;
	readonly details: string | null;
	readonly hint: string | null;

	constructor(
		status: number,
		error: { code: string; message: string; details: string | null; hint: string | null },
	) {
		super(error.message);
		this.status = status;
		this.code = error.code;
		this.details = error.details;
		this.hint = error.hint;
	}
}

/** Somebody who talks to the API over HTTP, with a token or with none. */
export type Caller = {
	claims: Claims | null;
	client: SupabaseClient;
	/** Calls a function; a refusal is thrown. The answer is the caller's to parse. */
	// biome-ignore lint/suspicious/noExplicitAny: what a function answers is what each test is about
	rpc(name: string, args?: Record<string, unknown>): Promise<any>;
	/** Calls a function and answers what went wrong: the code and the status. */
	refusal(name: string, args?: Record<string, unknown>): Promise<Refused>;
};

/** Makes a caller of claims; null is somebody who has the publishable key alone. */
export async function createCaller(claims: Claims | null): Promise<Caller> {
	const token = claims && (await signToken(claims));
	const client = createClient(stack.url, stack.publishableKey, {
		...(token && { accessToken: async () => token }),
		auth: { persistSession: false, autoRefreshToken: false },
	});
	return { claims, client, ...callsOf(client) };
}

/** The edge functions' caller: the secret key. */
export function createService(): Caller {
	const client = createClient(stack.url, stack.secretKey, {
		auth: { persistSession: false, autoRefreshToken: false },
	});
	return { claims: null, client, ...callsOf(client) };
}

function callsOf(client: SupabaseClient): Pick<Caller, "rpc" | "refusal"> {
	async function rpc(name: string, args: Record<string, unknown> = {}) {
		const { data, error, status } = await client.rpc(name, args);
		if (error) {
			noteRefusal(name, error.message);
			throw new Refused(status, error);
		}
		return data;
	}
	return {
		rpc,
		async refusal(name, args) {
			const answer = await rpc(name, args).catch((error: unknown) => error);
			if (answer instanceof Refused) return answer;
			throw new Error(`${name} was expected to refuse and answered ${JSON.stringify(answer)}`);
		},
	};
}
