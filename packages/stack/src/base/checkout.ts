import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { canReach, databaseUser, type UserIds } from "../postgres/database-user.ts";

/** Where things lie: the repository, and the folder that keeps what the stack remembers. */
export type Checkout = {
	root: string;
	supabaseDir: string;
	stateDir: string;
	user: UserIds | undefined;
};

/**
 * The checkout this file belongs to. State goes to `.stack` in it; when root owns a checkout that the database's
 * user cannot reach, to a folder of this checkout's own under /var/tmp.
 */
export function findCheckout(
	root = resolve(import.meta.dirname, "../../../.."),
	user = databaseUser(),
): Checkout {
	const reachable = user === undefined || canReach(root, user);
	const stateDir = reachable ? join(root, ".stack") : outsideFolder(root);
	mkdirSync(stateDir, { recursive: true, mode: 0o755 });
	return { root, supabaseDir: join(root, "supabase"), stateDir, user };
}

function outsideFolder(root: string): string {
	const name = createHash("sha256").update(root).digest("hex").slice(0, 12);
	return `/var/tmp/cossistant-stack-${name}`;
}
