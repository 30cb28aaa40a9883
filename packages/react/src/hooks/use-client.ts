import type { CossistantClient } from "@cossistant/core";
import { useSupportContext } from "./support-context.ts";

/** The client of the surrounding provider. */
export function useClient(): CossistantClient {
	return useSupportContext("useClient").client;
}
