// Bundlers put values in the place of these expressions, so each must be written out whole; where none did,
// there may be no `process` at all.
declare const process: { env: Record<string, string | undefined> };
type ViteMeta = ImportMeta & { env?: Record<string, string | undefined> };

function read(value: () => string | undefined): string | undefined {
	try {
		return value() || undefined;
	} catch {
		return undefined;
	}
}

/** The public key that the environment names. */
export function publicKeyOfEnvironment(): string | undefined {
	return (
		read(() => process.env.NEXT_PUBLIC_COSSISTANT_API_KEY) ??
		read(() => process.env.COSSISTANT_API_KEY) ??
		read(() => process.env.VITE_COSSISTANT_API_KEY) ??
		read(() => (import.meta as ViteMeta).env?.VITE_COSSISTANT_API_KEY)
	);
}

/** The Supabase project's URL that the environment names. */
export function apiUrlOfEnvironment(): string | undefined {
	return (
		read(() => process.env.NEXT_PUBLIC_COSSISTANT_API_URL) ??
		read(() => process.env.NEXT_PUBLIC_SUPABASE_URL) ??
		read(() => process.env.VITE_SUPABASE_URL) ??
		read(() => (import.meta as ViteMeta).env?.VITE_SUPABASE_URL)
	);
}

/** The page's storage, or null on a server and where the browser refuses it. */
export function pageStorage(): Storage | null {
	try {
		return typeof window === "undefined" ? null : window.localStorage;
	} catch {
		return null;
	}
}
