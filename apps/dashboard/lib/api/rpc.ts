import { errorFromAnswer, unavailable } from "@cossistant/core/parts";
import type { DashboardClient } from "../supabase/client.ts";
import type { Answer, Args, FunctionName } from "./functions.ts";

/** Calls a database function by name; rejects with a `SupportError` whose message is a sentence. */
export type Rpc = <Name extends FunctionName>(
	name: Name,
	args: Args<Name>,
) => Promise<Answer<Name>>;

const TIMEOUT_MS = 15_000;

/** Calls as whoever the client is signed in as. */
export function createRpc(client: DashboardClient): Rpc {
	return async (name, args) => {
		const { data, error, status } = await client
			.rpc(name, args)
			.abortSignal(AbortSignal.timeout(TIMEOUT_MS));
		if (error !== null) {
			throw status === 0
				? unavailable()
				: await errorFromAnswer(Response.json(error, { status }), Date.now());
		}
		if (process.env.NODE_ENV !== "production") await check(name, data);
		return data;
	};
}

/** A wrong shape is loud where it is made, and costs nothing where it is used. */
async function check(name: FunctionName, data: unknown): Promise<void> {
	const { answerSchemas } = await import("./answer-schemas.ts");
	answerSchemas[name].parse(data);
}
