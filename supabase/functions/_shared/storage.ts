import { keyHeaders } from "./key-headers.ts";
import { Refusal } from "./refusal.ts";

/** An object of Storage. */
export type StoredObject = { bucket: string; path: string };

/** What functions do with files, past every policy: who may ask for it is decided before. */
export type Storage = {
	/** The bytes of an object, or the first of them. */
	read(object: StoredObject, options?: { bytes?: number }): Promise<ReadableStream<Uint8Array>>;
	/** A link for whoever has it, as a path below the project's URL. */
	sign(object: StoredObject, options: { seconds: number; fileName?: string }): Promise<string>;
	/** Removes objects; those that are gone already are no failure. */
	remove(bucket: string, paths: readonly string[], signal: AbortSignal): Promise<void>;
};

type Project = { url: string; secretKey: string; fetch: typeof fetch };

const TIMEOUT_MS = 20_000;

/** Asks Storage over HTTP, with the secret key. */
export function createStorage({ url, secretKey, fetch }: Project): Storage {
	async function ask(path: string, init: RequestInit): Promise<Response> {
		const response = await fetch(`${url}/storage/v1/object/${path}`, {
			signal: AbortSignal.timeout(TIMEOUT_MS),
			...init,
			headers: {
				...keyHeaders(secretKey),
				...(init.body !== undefined && { "content-type": "application/json" }),
				...init.headers,
			},
		}).catch((cause) => {
			throw new Refusal("unavailable", { cause });
		});
		if (response.ok) return response;
		const text = (await response.text()).slice(0, 500);
		throw new Error(
			`Storage answered ${init.method ?? "GET"} ${path} with ${response.status}: ${text}`,
		);
	}
	return {
		async read({ bucket, path }, { bytes } = {}) {
			const response = await ask(
				`authenticated/${encodePath(`${bucket}/${path}`)}`,
				bytes === undefined ? {} : { headers: { range: `bytes=0-${bytes - 1}` } },
			);
			return response.body ?? new ReadableStream({ start: (stream) => stream.close() });
		},
		async sign({ bucket, path }, { seconds, fileName }) {
			const response = await ask(`sign/${encodePath(`${bucket}/${path}`)}`, {
				method: "POST",
				body: JSON.stringify({ expiresIn: seconds }),
			});
			const { signedURL } = (await response.json()) as { signedURL: string };
			const asDownload = fileName === undefined ? "" : `&download=${encodeURIComponent(fileName)}`;
			return `/storage/v1${signedURL}${asDownload}`;
		},
		async remove(bucket, paths, signal) {
			const response = await ask(encodePath(bucket), {
				method: "DELETE",
				body: JSON.stringify({ prefixes: paths }),
				signal,
			});
			await response.body?.cancel();
		},
	};
}

function encodePath(path: string): string {
	return path.split("/").map(encodeURIComponent).join("/");
}
