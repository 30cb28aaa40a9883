import { checkToken } from "./channel/access-token.ts";
import { checkSlot } from "./channel/after-join.ts";
import type { Project } from "./project.ts";
import type { Connection } from "./socket/connection.ts";

/** One timer for everything that is due some time: idle sockets, tokens, counters, the slot nobody needs. */
export function startSweep(project: Project): () => void {
	let lastUserAt = project.now();

	function sweep(): void {
		const now = project.now();
		project.usage.tick(now);
		for (const connection of project.connections) sweepConnection(project, connection, now);
		if (project.users.size > 0) lastUserAt = now;
		else if (now - lastUserAt > project.delays.slotLingerMs) void project.replication.stop();
	}

	const timer = setInterval(sweep, project.delays.sweepMs);
	timer.unref();
	return () => clearInterval(timer);
}

function sweepConnection(project: Project, connection: Connection, now: number): void {
	const { idleMs, noChannelMs, tokenCheckMs } = project.delays;
	if (now - connection.heardAt > idleMs) connection.close(1000);
	else if (connection.emptySince !== undefined && now - connection.emptySince > noChannelMs) {
		connection.terminate();
	}
	for (const channel of connection.channels.values()) {
		checkSlot(channel);
		if (channel.checkAt > now) continue;
		channel.checkAt = now + tokenCheckMs;
		channel.inbox.run(() => (channel.isOpen ? checkToken(channel) : undefined));
	}
}
