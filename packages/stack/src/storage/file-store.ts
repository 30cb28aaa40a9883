import { createHash, randomUUID } from "node:crypto";
import { createReadStream, createWriteStream, mkdirSync, rmSync } from "node:fs";
import { copyFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { refuse } from "./storage-error.ts";

export type StoredFile = { version: string; size: number; eTag: string };

/** Keeps contents under names of its own making, so that no name of a person's ever becomes a path. */
export type FileStore = {
	/** Writes a body, up to the limit in bytes. */
	write(body: ReadableStream<Uint8Array> | null, limit: number): Promise<StoredFile>;
	read(version: string, range?: { start: number; end: number }): ReadableStream<Uint8Array>;
	copy(version: string): Promise<string>;
	remove(versions: readonly string[]): Promise<void>;
};

/** A store in a folder. */
export function createFileStore(folder: string): FileStore {
	mkdirSync(folder, { recursive: true });
	const pathOf = (version: string) => join(folder, version);

	return {
		async write(body, limit) {
			const version = randomUUID();
			const hash = createHash("md5");
			let size = 0;
			const measure = new Transform({
				transform(chunk: Buffer, _encoding, done) {
					size += chunk.length;
					hash.update(chunk);
					done(size > limit ? refuse.tooLarge() : null, chunk);
				},
			});
			try {
				const source = body === null ? Readable.from([]) : Readable.fromWeb(body as never);
				await pipeline(source, measure, createWriteStream(pathOf(version)));
			} catch (error) {
				rmSync(pathOf(version), { force: true });
				throw error;
			}
			return { version, size, eTag: `"${hash.digest("hex")}"` };
		},
		read: (version, range) =>
			Readable.toWeb(createReadStream(pathOf(version), range)) as ReadableStream<Uint8Array>,
		async copy(version) {
			const copy = randomUUID();
			await copyFile(pathOf(version), pathOf(copy));
			return copy;
		},
		async remove(versions) {
			await Promise.all(versions.map((version) => rm(pathOf(version), { force: true })));
		},
	};
}
