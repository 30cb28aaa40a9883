// Runs in Deno, one process per function: makes Deno.serve listen where the gateway expects it, then loads the function.

const hostname = "127.0.0.1";
const port = Number(Deno.env.get("STACK_FUNCTION_PORT"));
const entry = Deno.env.get("STACK_FUNCTION_ENTRY") as string;
Deno.env.delete("STACK_FUNCTION_PORT");
Deno.env.delete("STACK_FUNCTION_ENTRY");

const serve = Deno.serve;
const onListen = () => console.log("stack:function-ready");

// The port is the platform's business: whatever the function asks for, it gets this one.
Deno.serve = ((...args: unknown[]) => {
	const handler = args.find((arg) => typeof arg === "function");
	const options = args.find((arg) => typeof arg === "object") as { handler?: unknown } | undefined;
	return serve({ hostname, port, onListen }, (handler ?? options?.handler) as Deno.ServeHandler);
}) as typeof Deno.serve;

const background = new Set<Promise<unknown>>();

Object.assign(globalThis, {
	EdgeRuntime: {
		waitUntil<Value>(promise: Promise<Value>): Promise<Value> {
			background.add(promise);
			promise
				.catch((error) => console.error("waitUntil:", error))
				.finally(() => background.delete(promise));
			return promise;
		},
	},
});

/** As on hosted projects: the function hears that it ends, and promised background work gets a moment. */
async function end(): Promise<never> {
	dispatchEvent(new Event("beforeunload"));
	await Promise.allSettled(background);
	Deno.exit(0);
}

Deno.addSignalListener("SIGTERM", end);

// The parent holds the other end of this process's input; when the parent is gone, so is the reason to live.
(async () => {
	for await (const _ of Deno.stdin.readable) {
		// nothing is ever sent
	}
	await end();
})();

const module = await import(entry);
if (typeof module.default?.fetch === "function")
	Deno.serve((request) => module.default.fetch(request));
