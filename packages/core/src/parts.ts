/**
 * The pieces the client is made of, for others who keep a picture in step with the same database: the dashboard,
 * an app of your own. They know nothing of visitors.
 */
export { backoff } from "./backoff.ts";
export type { Delivery, Store, Typist } from "./client-types.ts";
export {
	errorFromAnswer,
	isTransient,
	SupportError,
	toSupportError,
	unavailable,
} from "./errors.ts";
export { mergeConversation, mergeRead } from "./live/headers.ts";
export type { Listener, Topic } from "./live/membership.ts";
export { createRealtime, type Realtime } from "./live/realtime.ts";
export { createSyncLoop } from "./live/sync-loop.ts";
export {
	emptyTimeline,
	type Timeline,
	withChanges,
	withEvent,
	withOlderPage,
	withReadUpto,
} from "./live/timeline.ts";
export { createTypingSignal, createTypists } from "./live/typing.ts";
export { unlessSame } from "./live/unless-same.ts";
export { createJsonStorage, type JsonStorage } from "./storage.ts";
export { createStore, type WritableStore } from "./store.ts";
export { uuidv7 } from "./uuid.ts";
export { createWorld, type Timer, type World } from "./world.ts";
