import type { SupabaseClient } from "@supabase/supabase-js";

/** A client without generated table types: functions are typed by `rpc`, reads by the few queries in `lib/reads`. */
export type DashboardClient = SupabaseClient;
