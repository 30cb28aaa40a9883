import { expect, it } from "vitest";
import { createInbox } from "./inbox.ts";

it("an inbox runs at once where nothing is under way, else in order, past errors", async () => {
	const done: string[] = [];
	const errors: unknown[] = [];
	const inbox = createInbox((error) => errors.push(error));
	inbox.run(() => void done.push("at once"));
	expect(done).toEqual(["at once"]);
	const slow = Promise.withResolvers<void>();
	inbox.run(() => slow.promise.then(() => void done.push("slow")));
	inbox.run(() => {
		throw new Error("thrown");
	});
	inbox.run(async () => {
		throw new Error("rejected");
	});
	const last = new Promise<void>((resolve) => {
		inbox.run(() => {
			done.push("last");
			resolve();
		});
	});
	expect(done).toEqual(["at once"]);
	slow.resolve();
	await last;
	expect(done).toEqual(["at once", "slow", "last"]);
	expect(errors.map(String)).toEqual(["Error: thrown", "Error: rejected"]);
});
