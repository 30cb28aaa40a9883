import type { SayText } from "./resolve-text.ts";
import { useSayText } from "./use-say-text.ts";
import { bubbleWords } from "./words/bubble.ts";

/** Says the bubble's few texts without loading all others. */
export function useBubbleText(): SayText {
	return useSayText(bubbleWords);
}
