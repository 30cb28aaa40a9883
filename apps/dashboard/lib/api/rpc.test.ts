import { describe, expect, it } from "vitest";
import type { DashboardClient } from "../supabase/client.ts";
import { createRenewingRpc } from "./renewing-rpc.ts";
import { createRpc } from "./rpc.ts";

type Answer = { data?: unknown; error?: object | null; status: number };

const secret = { kid: "k1", secret: "k1.abc" };

/** A client that answers what it is told, one answer per call. */
function clientThatAnswers(answers: Answer[], { canRenew = false } = {}) {
	const auth = {
		refreshSession: async () => ({ data: { session: canRenew ? { access_token: "new" } : null } }),
	};
	const rpc = () => ({
		abortSignal: async () => ({ data: null, error: null, ...answers.shift() }),
	});
	return { rpc, auth } as unknown as DashboardClient;
}

const call = (...answers: Answer[]) =>
	createRpc(clientThatAnswers(answers))("create_identity_secret", { website_id: "w" });

const expired = { status: 401, error: { code: "PGRST303", message: "JWT expired" } };

describe("a call of the database", () => {
	it("answers what the function answered", async () => {
		await expect(call({ status: 200, data: secret })).resolves.toEqual(secret);
	});

	it("rejects with the database's code and sentence", async () => {
		const error = {
			code: "PT403",
			message: "not_allowed",
			details: "Only owners may do this.",
			hint: null,
		};
		await expect(call({ status: 403, error })).rejects.toMatchObject({
			code: "not_allowed",
			message: "Only owners may do this.",
			status: 403,
		});
	});

	it("tells how long to wait when there are too many", async () => {
		const details = '{"retryAfterSeconds":30}';
		const error = { code: "PT429", message: "rate_limited", details, hint: null };
		await expect(call({ status: 429, error })).rejects.toMatchObject({
			code: "rate_limited",
			retryAfterSeconds: 30,
		});
	});

	it("is unavailable when no answer came", async () => {
		const error = { code: "", message: "TypeError: Failed to fetch" };
		await expect(call({ status: 0, error })).rejects.toMatchObject({ code: "unavailable" });
	});

	it("is loud about an answer of the wrong shape, where it is made", async () => {
		await expect(call({ status: 200, data: { kid: 1 } })).rejects.toThrow(/kid/);
	});
});

describe("a call with a token that has run out", () => {
	function renewing(answers: Answer[], canRenew: boolean) {
		let left = 0;
		const client = clientThatAnswers(answers, { canRenew });
		const rpc = createRenewingRpc(
			() => client,
			() => {
				left += 1;
			},
		);
		return { run: () => rpc("create_identity_secret", { website_id: "w" }), left: () => left };
	}

	it("is repeated once with a new one", async () => {
		const { run, left } = renewing([expired, { status: 200, data: secret }], true);
		await expect(run()).resolves.toEqual(secret);
		expect(left()).toBe(0);
	});

	it("ends the session when there is no new one", async () => {
		const { run, left } = renewing([expired], false);
		await expect(run()).rejects.toMatchObject({ code: "session_expired" });
		expect(left()).toBe(1);
	});
});
