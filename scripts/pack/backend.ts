import type { Stranger } from "./stranger.ts";

/** A backend in plain Node that signs who a user is, with the secret it is started with. */
export const backend: Omit<Stranger, "install"> = {
	files: {
		"sign.mjs": `
			import { createIdentityToken } from "@cossistant/node";

			const [, , secret, publicKey] = process.argv;
			console.log(
				await createIdentityToken({ secret, publicKey, identity: { externalId: "user-1" } }),
			);`,
	},
	uses: [],
};
