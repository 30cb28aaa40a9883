import type { Database } from "./database.ts";
import type { SigningKey } from "./signing-key.ts";

/** The world of this function; tests bring their own. */
export type Deps = {
	database: Database;
	signingKey: SigningKey;
	publishableKey: string;
	/** Whether the platform in front is Supabase's own, which tells callers' addresses its own way. */
	isHosted: boolean;
	now: () => Date;
	randomBytes: (length: number) => Uint8Array;
	/** Hears of every failure that is not the caller's. */
	report: (failure: unknown) => void;
};
