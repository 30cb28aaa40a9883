export type { RealtimeDelays, RealtimeLimits, RealtimeOptions } from "./options.ts";
export { installRealtimeSchema } from "./schema.ts";
export { type FaultSwitches, type Realtime, startRealtime } from "./server.ts";
