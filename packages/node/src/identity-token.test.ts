import { base64url, jwtVerify } from "jose";
import { describe, expect, it } from "vitest";
import { createIdentityToken, type SignedIdentity } from "./identity-token.ts";

const secret = "demo.YWNtZS1kZW1vLWlkZW50aXR5LXNlY3JldC1mb3ItbG9jYWwtdXNl";
const publicKey = "pk_demo_acme_7Q2mVx";
const now = new Date("2026-11-21T12:00:00Z");
const iat = now.getTime() / 1_000;

const sign = (identity: SignedIdentity, more: { expiresInSeconds?: number } = {}) =>
	createIdentityToken({ secret, publicKey, identity, now, ...more });

const read = (token: string) =>
	jwtVerify(token, base64url.decode(secret.slice("demo.".length)), { currentDate: now });

describe("an identity token", () => {
	it("names its secret, its website and its user, and lives for an hour", async () => {
		const { payload, protectedHeader } = await read(await sign({ externalId: "u1" }));

		expect(protectedHeader).toEqual({ alg: "HS256", typ: "JWT", kid: "demo" });
		expect(payload).toEqual({ sub: "u1", aud: publicKey, iat, exp: iat + 3_600 });
	});

	it("says what is known of the user, and nothing of what is not", async () => {
		const identity = {
			externalId: "u1",
			email: "",
			name: "Vera",
			image: null,
			metadata: { plan: "pro" },
		};

		const { payload } = await read(await sign(identity));

		expect(payload).toMatchObject({ name: "Vera", metadata: { plan: "pro" } });
		expect(payload).not.toHaveProperty("email");
		expect(payload).not.toHaveProperty("image");
	});

	it("lives for a day at most", async () => {
		const day = await read(await sign({ externalId: "u1" }, { expiresInSeconds: 86_400 }));

		expect(day.payload.exp).toBe(iat + 86_400);
		for (const expiresInSeconds of [86_401, 0, -1, Number.NaN]) {
			await expect(sign({ externalId: "u1" }, { expiresInSeconds })).rejects.toThrow(
				"at most a day",
			);
		}
	});

	it.each(["", "demo", "demo.", ".c2VjcmV0", "demo.short", "de mo.YWNtZS1kZW1vLWlkZW50aXR5LXNl"])(
		"is not made with what is no secret: %j",
		async (wrong) => {
			const made = createIdentityToken({
				secret: wrong,
				publicKey,
				identity: { externalId: "u1" },
			});

			await expect(made).rejects.toThrow("not of the form <kid>.<secret>");
		},
	);

	it.each([
		[{ externalId: "" }, "externalId"],
		[{ externalId: "u1", email: "vera" }, "email"],
		[{ externalId: "u1", name: "x".repeat(201) }, "name"],
		[{ externalId: "u1", metadata: { plan: {} as string } }, "metadata.plan"],
	])("is not made of what the website would refuse: %j", async (identity, field) => {
		await expect(sign(identity)).rejects.toThrow(`This identity can't be signed: ${field}:`);
	});
});
