"use server";

import { redirect } from "next/navigation";
import { findDemoUser } from "./demo-users.ts";
import { forgetUser, rememberUser } from "./session.ts";

export async function signIn(form: FormData): Promise<void> {
	const user = findDemoUser(String(form.get("user")));
	if (!user) redirect("/sign-in");
	await rememberUser(user.id);
	redirect("/account");
}

export async function signOut(): Promise<void> {
	await forgetUser();
	redirect("/");
}
