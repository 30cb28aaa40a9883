import { afterAll, beforeAll, describe } from "vitest";
import { broadcasts } from "./broadcasts.ts";
import { databaseBroadcasts } from "./database-broadcasts.ts";
import { joins } from "./joins.ts";
import { limits } from "./limits.ts";
import { presence } from "./presence.ts";
import { recovery } from "./recovery.ts";
import { replay } from "./replay.ts";
import { rest } from "./rest.ts";
import { sockets } from "./sockets.ts";
import { openTarget, type Target } from "./target.ts";
import { tokens } from "./tokens.ts";

describe("the conformance profile", () => {
	let target: Target;
	beforeAll(async () => {
		target = await openTarget();
	});
	afterAll(() => target?.stop());

	for (const items of [
		joins,
		sockets,
		tokens,
		broadcasts,
		databaseBroadcasts,
		replay,
		presence,
		rest,
		limits,
		recovery,
	]) {
		items(() => target);
	}
});
