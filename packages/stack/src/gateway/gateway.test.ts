import { request } from "node:http";
import { describe, expect, it } from "vitest";
import { useStack } from "../test-support/use-stack.ts";

const test = useStack({ functions: false });

function rest(headers: Record<string, string> = {}): Promise<Response> {
	return fetch(`${test.stack.url}/rest/v1/notes`, { headers });
}

describe("a key", () => {
	it("is asked for", async () => {
		const response = await rest();

		expect(response.status).toBe(401);
		expect(await response.json()).toMatchObject({ message: "No API key found in request" });
		expect(response.headers.get("access-control-allow-origin")).toBe("*");
	});

	it("must be one of the project", async () => {
		const response = await rest({ apikey: "sb_publishable_guessed" });

		expect(response.status).toBe(401);
		expect(response.headers.get("sb-error-code")).toBe("UNAUTHORIZED_INVALID_API_KEY");
	});

	it("that is secret is refused from a browser", async () => {
		const response = await rest({
			apikey: test.stack.secretKey,
			"user-agent": "Mozilla/5.0 (X11; Linux x86_64)",
		});

		expect(await response.json()).toEqual({
			message: "Forbidden use of secret API key in browser",
		});
	});
});

describe("another origin", () => {
	it("may ask and call, and reads what the answer says", async () => {
		const asked = await fetch(`${test.stack.url}/rest/v1/notes`, {
			method: "OPTIONS",
			headers: {
				origin: "https://shop.example",
				"access-control-request-method": "POST",
				"access-control-request-headers": "apikey,x-mine",
			},
		});

		expect(asked.status).toBe(200);
		expect(asked.headers.get("access-control-allow-headers")).toBe("apikey,x-mine");
		expect(asked.headers.get("access-control-allow-methods")).toContain("PATCH");
	});

	it("may not read the mails", async () => {
		const response = await fetch(`${test.stack.mailUrl}/api/messages`);

		expect(response.headers.get("access-control-allow-origin")).toBeNull();
	});

	it("cannot reach this machine under a name of its own", async () => {
		expect(await statusFor("evil.example")).toBe(403);
		expect(await statusFor("localhost")).not.toBe(403);
	});
});

describe("the mail page", () => {
	it("shows caught mails with links that work, and runs no script", async () => {
		await test.nobody().auth.signInWithOtp({ email: "vera@example.com" });
		const list = await fetch(test.stack.mailUrl);
		const [, path] = /href="(\/mail\/[^"]+)"/.exec(await list.text()) ?? [];

		const page = await fetch(test.stack.url + path);

		expect(await page.text()).toContain("/auth/v1/verify?token=");
		expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
	});
});

describe("a fault", () => {
	it("strikes as many requests as it was told, then none", async () => {
		test.stack.faults.failNext("/rest/v1/notes", { times: 2, status: 502 });
		const apikey = test.stack.publishableKey;

		const statuses = [await rest({ apikey }), await rest({ apikey }), await rest({ apikey })];

		expect(statuses.map(({ status }) => status)).toEqual([502, 502, 200]);
	});

	it("can break the connection instead of answering", async () => {
		test.stack.faults.failNext(/notes/, { status: "drop" });

		await expect(rest({ apikey: test.stack.publishableKey })).rejects.toThrow("fetch failed");
	});

	it("can make requests wait until it is undone", async () => {
		const undo = test.stack.faults.slow("/rest/v1/notes", 300);
		const begun = Date.now();
		await rest({ apikey: test.stack.publishableKey });
		const waited = Date.now() - begun;
		undo();

		expect(waited).toBeGreaterThanOrEqual(300);
	});
});

describe("a service", () => {
	it.each(["rest", "auth", "storage", "realtime"] as const)(
		"%s can be stopped and started alone",
		async (name) => {
			const paths = {
				rest: "/rest/v1/notes",
				auth: "/auth/v1/settings",
				storage: "/storage/v1/bucket",
				realtime: "/realtime/v1/api/broadcast",
			};
			const status = async () => {
				const headers = { apikey: test.stack.publishableKey };
				return (await fetch(test.stack.url + paths[name], { headers })).status;
			};

			await test.stack.services[name].stop();
			const stopped = await status();
			await test.stack.services[name].start();

			expect(stopped).toBe(503);
			expect(await status()).not.toBe(503);
		},
	);
});

describe("realtime through the gateway", () => {
	it("delivers what the database sends to a private channel", async () => {
		const client = test.nobody();
		await client.realtime.setAuth();
		const arrived = Promise.withResolvers<{ payload: { text: string } }>();
		const channel = client.channel("room", { config: { private: true } });
		channel.on("broadcast", { event: "greeting" }, (message) => arrived.resolve(message as never));
		await new Promise<void>((resolve) => {
			channel.subscribe((status) => status === "SUBSCRIBED" && resolve());
		});

		await test.sql`select realtime.send('{"text":"hi"}'::jsonb, 'greeting', 'room', true)`;

		expect((await arrived.promise).payload.text).toBe("hi");
		await client.removeAllChannels();
		await client.realtime.disconnect();
	});
});

function statusFor(host: string): Promise<number | undefined> {
	const { port } = new URL(test.stack.url);
	return new Promise((resolve, reject) => {
		request({ host: "127.0.0.1", port, path: "/mail", headers: { host } })
			.on("response", (response) => resolve(response.resume().statusCode))
			.on("error", reject)
			.end();
	});
}
