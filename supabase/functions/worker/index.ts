import { answerRefusal } from "../_shared/answer-json.ts";
import { readProjectEnvironment } from "../_shared/project-environment.ts";
import { Refusal } from "../_shared/refusal.ts";
import { createRpc } from "../_shared/rest-rpc.ts";
import { createStorage } from "../_shared/storage.ts";
import { createDatabase } from "./database.ts";
import { type Deps, handle } from "./handler.ts";
import { createHandlers } from "./jobs/index.ts";
import { createMailer } from "./mailer.ts";

const report = (failure: unknown) => console.error("worker:", failure);
const read = (name: string) => Deno.env.get(name);

function readDeps(): Deps {
	const { url, secretKey } = readProjectEnvironment(read);
	const rpc = createRpc({ url, secretKey, fetch });
	const storage = createStorage({ url, secretKey, fetch });
	const sendMail = createMailer({ read, fetch });
	return {
		database: createDatabase(rpc),
		handlers: createHandlers({ rpc, sendMail, storage, read }),
		secretKey,
		now: Date.now,
		report,
	};
}

function serve(): (request: Request) => Promise<Response> | Response {
	try {
		const deps = readDeps();
		return (request) => handle(request, deps);
	} catch (problem) {
		report(problem);
		return (request) => answerRefusal(request, new Refusal("unavailable"));
	}
}

Deno.serve(serve());
