import { answerRefusal } from "../_shared/answer-json.ts";
import { readProjectEnvironment } from "../_shared/project-environment.ts";
import { Refusal } from "../_shared/refusal.ts";
import { createRpc } from "../_shared/rest-rpc.ts";
import { createDatabase } from "./database.ts";
import type { Deps } from "./deps.ts";
import { handle } from "./handler.ts";
import { readSigningKey } from "./signing-key.ts";

const report = (failure: unknown) => console.error("visitor-session:", failure);

async function readDeps(): Promise<Deps> {
	const { url, publishableKey, secretKey, isHosted } = readProjectEnvironment((name) =>
		Deno.env.get(name),
	);
	return {
		database: createDatabase(createRpc({ url, secretKey, fetch })),
		signingKey: await readSigningKey(Deno.env.get("COSSISTANT_SIGNING_KEY")),
		publishableKey,
		isHosted,
		now: () => new Date(),
		randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
		report,
	};
}

/** A page learns more from an answer than from a function that does not start: browsers call that a CORS error. */
function answerUnready(problem: unknown): (request: Request) => Response {
	report(problem);
	return (request) => answerRefusal(request, new Refusal("unavailable"));
}

Deno.serve(
	await readDeps().then((deps) => (request: Request) => handle(request, deps), answerUnready),
);
