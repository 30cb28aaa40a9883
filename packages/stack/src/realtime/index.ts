export type { FaultSwitches } from "./fault-switches.ts";
export type { RealtimeDelays, RealtimeLimits, RealtimeOptions } from "./options.ts";
export { installRealtimeSchema } from "./schema.ts";
export { type Realtime, startRealtime } from "./server.ts";
