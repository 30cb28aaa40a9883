import { answerRefusal } from "../_shared/answer-json.ts";
import { readProjectEnvironment } from "../_shared/project-environment.ts";
import { Refusal } from "../_shared/refusal.ts";
import { createRpc } from "../_shared/rest-rpc.ts";
import { type Deps, handle } from "./handler.ts";

const report = (failure: unknown) => console.error("api:", failure);

function readDeps(): Deps {
	const { url, secretKey } = readProjectEnvironment((name) => Deno.env.get(name));
	return { rpc: createRpc({ url, secretKey, fetch }), report };
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
