import { type NextRequest, NextResponse } from "next/server";
import { publicUrl } from "../../../lib/public-url.ts";
import { serverClient } from "../../../lib/supabase/server.ts";

/** Ends this browser's session; others stay signed in. */
export async function POST(request: NextRequest) {
	const client = await serverClient();
	await client.auth.signOut({ scope: "local" });
	return NextResponse.redirect(publicUrl(request, "/sign-in"), 303);
}
