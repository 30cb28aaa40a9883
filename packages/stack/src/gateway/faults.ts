/** Which requests a fault strikes: those whose path contains this text, or matches it. */
export type FaultTarget = string | RegExp;

/** Ways to break the gateway on purpose, for tests of recovery. Each answers with how to undo it. */
export type GatewayFaults = {
	/** The next requests get this status, or with `"drop"` a broken connection, and reach no service. */
	failNext(target: FaultTarget, fault?: { times?: number; status?: number | "drop" }): () => void;
	/** Requests wait this long before they go on. */
	slow(target: FaultTarget, ms: number): () => void;
	clear(): void;
};

export type FaultGate = GatewayFaults & {
	/** Waits as told; answers with the status to fail with, if this request is to fail. */
	pass(path: string): Promise<number | "drop" | undefined>;
};

/** Creates the switches, all off. */
export function createFaults(): FaultGate {
	const failures = new Set<{ target: FaultTarget; left: number; status: number | "drop" }>();
	const delays = new Set<{ target: FaultTarget; ms: number }>();
	return {
		failNext(target, { times = 1, status = 503 } = {}) {
			const failure = { target, left: times, status };
			failures.add(failure);
			return () => void failures.delete(failure);
		},
		slow(target, ms) {
			const delay = { target, ms };
			delays.add(delay);
			return () => void delays.delete(delay);
		},
		clear() {
			failures.clear();
			delays.clear();
		},
		async pass(path) {
			const waits = [...delays].filter(({ target }) => strikes(target, path));
			const longest = Math.max(0, ...waits.map(({ ms }) => ms));
			if (longest > 0) await new Promise((resolve) => setTimeout(resolve, longest));
			const failure = [...failures].find(({ target }) => strikes(target, path));
			if (!failure) return undefined;
			failure.left -= 1;
			if (failure.left <= 0) failures.delete(failure);
			return failure.status;
		},
	};
}

function strikes(target: FaultTarget, path: string): boolean {
	return typeof target === "string" ? path.includes(target) : target.test(path);
}
