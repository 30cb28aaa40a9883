/** Whether a process with this id exists. */
export function isAlive(pid: number): boolean {
	if (!Number.isInteger(pid) || pid <= 0) return false;
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		// Somebody else's process answers "not permitted": it lives.
		return (error as NodeJS.ErrnoException).code === "EPERM";
	}
}
