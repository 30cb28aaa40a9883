import { createRealtime, type World } from "@cossistant/core/parts";
import type { Config } from "../config.ts";
import type { DashboardClient } from "../supabase/client.ts";
import { createAgentSession } from "./agent-session.ts";

/** The signed-in agent's connection to the project's Realtime; opens with the first topic. */
export function createAgentRealtime({
	world,
	config: { supabaseUrl, publishableKey },
	client,
}: {
	world: World;
	config: Config;
	client: () => DashboardClient;
}) {
	return createRealtime({
		world,
		session: createAgentSession({ client, publishableKey }),
		url: `${supabaseUrl.replace(/^http/, "ws")}/realtime/v1`,
		options: {},
	});
}
