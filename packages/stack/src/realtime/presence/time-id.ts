import { randomBytes } from "node:crypto";

const UUID_EPOCH_MS = 12_219_292_800_000;
let ticks = 0n;

/** A UUID of version 1, as the platform makes for listeners that name no presence key. */
export function timeId(now = Date.now()): string {
	ticks = (ticks + 1n) & 0xfffn;
	const time = BigInt(now + UUID_EPOCH_MS) * 10_000n + ticks;
	const bytes = randomBytes(16);
	bytes.writeUInt32BE(Number(time & 0xffffffffn), 0);
	bytes.writeUInt16BE(Number((time >> 32n) & 0xffffn), 4);
	bytes.writeUInt16BE(Number((time >> 48n) & 0x0fffn) | 0x1000, 6);
	bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
	const hex = bytes.toString("hex");
	return [
		hex.slice(0, 8),
		hex.slice(8, 12),
		hex.slice(12, 16),
		hex.slice(16, 20),
		hex.slice(20),
	].join("-");
}
