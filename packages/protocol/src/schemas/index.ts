export * from "./common.ts";
export * from "./conversation.ts";
export * from "./events.ts";
export * from "./people.ts";
export * from "./session.ts";
export * from "./timeline.ts";
export * from "./views.ts";
export * from "./website.ts";
