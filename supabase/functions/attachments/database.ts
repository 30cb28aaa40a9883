import type { Attachment } from "@cossistant/protocol";
import { createCallersRpc, createRpc } from "../_shared/rest-rpc.ts";

/** A file as its reader may open it. */
export type Opened = {
	attachment: Attachment;
	/** Which upload it is, for a name may be uploaded to again. */
	version: string;
	isChecked: boolean;
};

export type Verdict = { path: string; version: string; isAccepted: boolean };

/** The two questions that this function asks. */
export type Database = {
	/** Asked as the caller: the database decides who reads what. */
	open(path: string, options: { authorization: string | null }): Promise<Opened>;
	/** Told with the secret key. */
	complete(verdict: Verdict): Promise<Attachment>;
};

type Project = { url: string; publishableKey: string; secretKey: string; fetch: typeof fetch };

/** Asks them over the REST API. */
export function createDatabase({ url, publishableKey, secretKey, fetch }: Project): Database {
	const rpc = createRpc({ url, secretKey, fetch });
	return {
		async open(path, { authorization }) {
			const asCaller = createCallersRpc({ url, publishableKey, authorization, fetch });
			return (await asCaller("open_attachment", { path })) as Opened;
		},
		complete: async ({ path, version, isAccepted }) =>
			(await rpc("complete_attachment_check", {
				path,
				version,
				is_accepted: isAccepted,
			})) as Attachment,
	};
}
