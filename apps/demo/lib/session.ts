import { cookies } from "next/headers";
import { type DemoUser, findDemoUser } from "./demo-users.ts";

const COOKIE = "acme-user";

/**
 * Who is signed in. The cookie holds a bare id because everybody may be anybody in this demo;
 * in your site, this is where your own authentication answers.
 */
export async function currentUser(): Promise<DemoUser | undefined> {
	return findDemoUser((await cookies()).get(COOKIE)?.value);
}

export async function rememberUser(id: string): Promise<void> {
	(await cookies()).set(COOKIE, id, { httpOnly: true, sameSite: "lax", path: "/" });
}

export async function forgetUser(): Promise<void> {
	(await cookies()).delete(COOKIE);
}
