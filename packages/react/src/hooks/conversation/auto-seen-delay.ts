/** How long somebody must have looked at a message before it counts as seen. */
export const CONVERSATION_AUTO_SEEN_DELAY_MS = 2_000;
