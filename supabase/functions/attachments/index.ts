import { answerRefusal } from "../_shared/answer-json.ts";
import { readProjectEnvironment } from "../_shared/project-environment.ts";
import { Refusal } from "../_shared/refusal.ts";
import { createStorage } from "../_shared/storage.ts";
import { createDatabase } from "./database.ts";
import { handle } from "./handler.ts";

const report = (failure: unknown) => console.error("attachments:", failure);

function serve(): (request: Request) => Promise<Response> | Response {
	try {
		const project = readProjectEnvironment((name) => Deno.env.get(name));
		const database = createDatabase({ ...project, fetch });
		const storage = createStorage({ ...project, fetch });
		return (request) => handle(request, { database, storage, report });
	} catch (problem) {
		report(problem);
		return (request) => answerRefusal(request, new Refusal("unavailable"));
	}
}

Deno.serve(serve());
