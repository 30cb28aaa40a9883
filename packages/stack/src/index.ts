export type { Log } from "./base/log.ts";
export { StackError } from "./base/stack-error.ts";
export { findRunning } from "./running.ts";
export { startStack } from "./stack.ts";
export type { ServiceName, ServiceSwitch, Stack, StackInfo, StackOptions } from "./types.ts";
