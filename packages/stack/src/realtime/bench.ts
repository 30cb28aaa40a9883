import { setTimeout as pause } from "node:timers/promises";
import { WebSocket, WebSocketServer } from "ws";
import { topicFor } from "./testing/policies.ts";
import { connectRaw, type RawClient } from "./testing/raw-client.ts";
import { type Bench, startBench } from "./testing/server.ts";

export type BenchOptions = { sockets: number; perSecond: number; seconds: number };

/** Milliseconds; `latency` is from the sending of the insert's statement to the client that listens. */
export type BenchReport = {
	joinMs: number;
	sent: number;
	lost: number;
	disordered: number;
	latency: Spread;
	/** How long the statements themselves took, as the writer saw it. */
	statement: Spread;
	/** What cannot be undercut: one bare insert, and one echo over a bare socket, one after the other. */
	floor: Spread;
	memoryMb: number;
};

type Spread = { p50: number; p95: number; max: number };

/** Many sockets, each on a private topic of its own, and a steady stream of broadcasts from the database. */
export async function benchRealtime(options: BenchOptions): Promise<BenchReport> {
	const bench = await startBench();
	try {
		const server = await bench.serve({ limits: { maxEventsPerSecond: 100_000 } });
		const begun = performance.now();
		const crowd = await joinAll(bench, server.url, options.sockets);
		const joinMs = performance.now() - begun;
		const received = listen(crowd);
		const floor = await measureFloor(bench);
		const statements = await announce(bench, crowd, options);
		const sent = statements.length;
		await settle(() => received.latencies.length === sent);
		return {
			joinMs,
			sent,
			lost: sent - received.latencies.length,
			disordered: received.disordered(),
			latency: spread(received.latencies),
			statement: spread(statements),
			floor,
			memoryMb: process.memoryUsage().rss / 1e6,
		};
	} finally {
		await bench.stop();
	}
}

type Member = { topic: string; socket: RawClient };

async function joinAll(bench: Bench, url: string, count: number): Promise<Member[]> {
	const token = await bench.token();
	const members: Member[] = [];
	async function joinSome(): Promise<void> {
		while (members.length < count) {
			const topic = topicFor("r");
			const member = { topic, socket: await connectRaw(url, { apikey: bench.publishable }) };
			if (members.push(member) > count) return void members.pop()?.socket.close();
			const config = { private: true };
			const reply = await member.socket.join(`realtime:${topic}`, config, { token });
			if (reply.status !== "ok") throw new Error(`A join was refused: ${reply.response.reason}`);
		}
	}
	await Promise.all(Array.from({ length: 50 }, joinSome));
	return members;
}

function listen(crowd: Member[]): { latencies: number[]; disordered(): number } {
	const latencies: number[] = [];
	let disordered = 0;
	for (const { socket } of crowd) {
		let last = -1;
		socket.socket.removeAllListeners("message");
		socket.socket.on("message", (frame: Buffer) => {
			const body = frame.toString("utf8", frame.lastIndexOf('{"n"'));
			const { n, at } = JSON.parse(body) as { n: number; at: number };
			latencies.push(performance.now() - at);
			if (n <= last) disordered += 1;
			last = n;
		});
	}
	return { latencies, disordered: () => disordered };
}

async function announce(
	bench: Bench,
	crowd: Member[],
	{ perSecond, seconds }: BenchOptions,
): Promise<number[]> {
	const total = perSecond * seconds;
	const begun = performance.now();
	const writes: Promise<number>[] = [];
	for (let n = 0; n < total; n++) {
		const wait = begun + (n * 1000) / perSecond - performance.now();
		if (wait > 1) await pause(wait);
		const { topic } = crowd[n % crowd.length] as Member;
		const at = performance.now();
		const write = bench.sql`select realtime.send(${bench.sql.json({ n, at })}, 'tick', ${topic})`;
		writes.push(write.then(() => performance.now() - at));
	}
	return Promise.all(writes);
}

async function measureFloor(bench: Bench): Promise<Spread> {
	await bench.sql`create table public.bare (id bigint generated always as identity, body jsonb)`;
	const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
	server.on("connection", (socket) => socket.on("message", (data) => socket.send(data)));
	await new Promise((resolve) => server.once("listening", resolve));
	const { port } = server.address() as { port: number };
	const socket = new WebSocket(`ws://127.0.0.1:${port}`);
	await new Promise((resolve) => socket.once("open", resolve));
	const times: number[] = [];
	for (let n = 0; n < 500; n++) {
		const begun = performance.now();
		await bench.sql`insert into public.bare (body) values (${bench.sql.json({ n })})`;
		const echo = new Promise((resolve) => socket.once("message", resolve));
		socket.send("x".repeat(200));
		await echo;
		times.push(performance.now() - begun);
	}
	socket.terminate();
	server.close();
	return spread(times);
}

async function settle(isDone: () => boolean): Promise<void> {
	for (let waited = 0; waited < 5_000 && !isDone(); waited += 20) await pause(20);
}

function spread(times: number[]): Spread {
	const sorted = [...times].sort((one, other) => one - other);
	const at = (part: number) =>
		sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))];
	return { p50: at(0.5) ?? 0, p95: at(0.95) ?? 0, max: sorted.at(-1) ?? 0 };
}

if (import.meta.main) {
	const [sockets = 1_000, perSecond = 200, seconds = 30] = process.argv.slice(2).map(Number);
	const report = await benchRealtime({ sockets, perSecond, seconds });
	const line = ({ p50, p95, max }: Spread) =>
		`p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms, max ${max.toFixed(0)} ms`;
	console.log(
		`${sockets} sockets on ${sockets} private topics joined in ${report.joinMs.toFixed(0)} ms`,
	);
	console.log(
		`${report.sent} broadcasts, ${perSecond} a second: ${report.lost} lost, ${report.disordered} out of order`,
	);
	console.log(`from the statement to the client: ${line(report.latency)}`);
	console.log(`the statement alone: ${line(report.statement)}`);
	console.log(`floor, one bare insert and one bare echo: ${line(report.floor)}`);
	console.log(`memory of server and clients: ${report.memoryMb.toFixed(0)} MB`);
}
