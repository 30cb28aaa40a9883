/** Requests under way, and the database's going away. */
export type Outage = {
	/** The work, or a failure once the database has gone away under it. */
	orFail<Answer>(work: Promise<Answer>): Promise<Answer>;
	/** The database has gone away: what was under way is lost. */
	begin(): void;
};

/** What the driver fails by itself gets this long to do so, with better words. */
const SETTLES_WITHIN_MS = 500;

/** When Postgres loses one process it ends them all; the driver forgets some of what it had asked of them. */
export function createOutage(): Outage {
	const underWay = new Set<(error: Error) => void>();

	return {
		orFail: (work) =>
			new Promise((resolve, reject) => {
				underWay.add(reject);
				work.then(resolve, reject).finally(() => underWay.delete(reject));
			}),
		begin() {
			const lost = [...underWay];
			setTimeout(() => {
				for (const fail of lost) fail(connectionClosed());
			}, SETTLES_WITHIN_MS).unref();
		},
	};
}

function connectionClosed(): Error {
	return Object.assign(new Error("server closed the connection unexpectedly"), {
		code: "CONNECTION_CLOSED",
	});
}
