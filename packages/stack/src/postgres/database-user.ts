import { execFileSync } from "node:child_process";
import { statSync } from "node:fs";
import { dirname } from "node:path";

export type UserIds = { uid: number; gid: number };

/**
 * Whom Postgres runs as: it refuses root, so root lends it to `postgres` or, where there is no such user, to
 * `nobody`. Anybody else runs it as himself.
 */
export function databaseUser(): UserIds | undefined {
	if (process.getuid?.() !== 0) return undefined;
	return idsOf("postgres") ?? idsOf("nobody");
}

function idsOf(name: string): UserIds | undefined {
	try {
		const id = (flag: string) =>
			Number(execFileSync("id", [flag, name], { encoding: "utf8", stdio: "pipe" }));
		return { uid: id("-u"), gid: id("-g") };
	} catch {
		return undefined;
	}
}

/** Whether that user gets through every folder on the way to this path. */
export function canReach(path: string, user: UserIds): boolean {
	const { mode, uid, gid } = statSync(path);
	const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
	if ((mode & bit) === 0) return false;
	const parent = dirname(path);
	return parent === path || canReach(parent, user);
}
