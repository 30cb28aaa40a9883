import { type NextRequest, NextResponse } from "next/server";
import { signInPath } from "../../../lib/auth/paths.ts";
import { publicUrl } from "../../../lib/public-url.ts";
import { serverClient } from "../../../lib/supabase/server.ts";

/** Ends this browser's session; others stay signed in. */
export async function POST(request: NextRequest) {
	const next = request.nextUrl.searchParams.get("next");
	const client = await serverClient();
	await client.auth.signOut({ scope: "local" });
	return NextResponse.redirect(publicUrl(request, signInPath(next ?? "/")), 303);
}
