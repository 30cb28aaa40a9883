import type { Attachment, AttachmentLink } from "@cossistant/protocol";
import { Refusal } from "../_shared/refusal.ts";
import type { Storage } from "../_shared/storage.ts";
import type { Database, Opened } from "./database.ts";
import { bytesToJudge, isContentOf } from "./file-content.ts";

const BUCKET = "attachments";
/** Long enough to show or save a file, too short to pass the link around. */
const LINK_SECONDS = 300;

export type Deps = { database: Database; storage: Storage };

/** Makes a short link to a file for who may read it, once its content is known to be what it was said to be. */
export async function openFile(
	path: string,
	{ authorization, deps }: { authorization: string | null; deps: Deps },
): Promise<AttachmentLink> {
	const opened = await deps.database.open(path, { authorization });
	const attachment = opened.isChecked ? opened.attachment : await check(opened, deps);
	if (attachment.state !== "checked") throw new Refusal("file_refused");
	const link = await deps.storage.sign(
		{ bucket: BUCKET, path },
		// Images are shown; anything else is saved under its name, never opened as a page.
		{ seconds: LINK_SECONDS, ...(!isImage(attachment) && { fileName: attachment.fileName }) },
	);
	return { attachment, link, expiresIn: LINK_SECONDS };
}

async function check(
	{ attachment, version }: Opened,
	{ database, storage }: Deps,
): Promise<Attachment> {
	const { path, mediaType } = attachment;
	const bytes = bytesToJudge(mediaType);
	const content = await storage.read(
		{ bucket: BUCKET, path },
		bytes === undefined ? {} : { bytes },
	);
	const isAccepted = await isContentOf(mediaType, content);
	return database.complete({ path, version, isAccepted });
}

function isImage({ mediaType }: Attachment): boolean {
	return mediaType.startsWith("image/");
}
