import { type NextRequest, NextResponse } from "next/server";
import { finishSignIn } from "../../../lib/auth/finish-sign-in.ts";
import { publicUrl } from "../../../lib/public-url.ts";
import { serverClient } from "../../../lib/supabase/server.ts";

/** Where links from emails lead. */
export async function GET(request: NextRequest) {
	const path = await finishSignIn(await serverClient(), request.nextUrl.searchParams);
	return NextResponse.redirect(publicUrl(request, path), 303);
}
