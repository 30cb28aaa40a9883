import { base64url, jwtVerify } from "jose";
import { describe, expect, it } from "vitest";
import { signIdentity } from "./sign-identity.ts";

const secret = "demo.YWNtZS1kZW1vLWlkZW50aXR5LXNlY3JldC1mb3ItbG9jYWwtdXNl";
const publicKey = "pk_demo_acme_7Q2mVx";
const environment = { secret, publicKey };

describe("an identity on its way to the browser", () => {
	it("is signed, and nothing of it goes along unsigned", async () => {
		const identity = {
			externalId: "u1",
			email: "vera@acme.test",
			name: "Vera",
			metadata: { plan: "pro" },
		};
		const { props, warning } = await signIdentity(identity, environment);

		expect(warning).toBeNull();
		expect(Object.keys(props)).toEqual(["identityToken"]);
		const key = base64url.decode(secret.slice("demo.".length));
		const { payload } = await jwtVerify(props.identityToken ?? "", key, { audience: publicKey });
		expect(payload).toMatchObject({
			sub: "u1",
			email: "vera@acme.test",
			name: "Vera",
			metadata: { plan: "pro" },
		});
	});

	it("goes on as it is where the site has signed it itself", async () => {
		const props = { externalId: "u1", identityToken: "signed elsewhere" };

		expect(await signIdentity(props, environment)).toEqual({ props, warning: null });
	});

	it.each([
		[
			{ ...environment, secret: undefined },
			{ externalId: "u1" },
			"COSSISTANT_IDENTITY_SECRET is not set.",
		],
		[
			{ ...environment, publicKey: undefined },
			{ externalId: "u1" },
			"NEXT_PUBLIC_COSSISTANT_API_KEY is not set.",
		],
		[environment, { email: "vera@acme.test" }, "An identity without externalId can't be signed."],
	])("stays unverified, with a reason, where it can't be signed", async (given, props, reason) => {
		expect(await signIdentity(props, given)).toEqual({
			props,
			warning: `${reason} The visitor stays unverified: no history is shared.`,
		});
	});
});
