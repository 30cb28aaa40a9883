import type { Metadata } from "next";
import { SignInForm } from "../../../components/auth/sign-in-form.tsx";
import { authSentenceOfCode } from "../../../lib/auth/auth-sentences.ts";
import { safePath } from "../../../lib/auth/paths.ts";

export const metadata: Metadata = { title: "Sign in" };

type Query = Promise<{ next?: string | string[]; error?: string | string[] }>;

export default async function Page({ searchParams }: { searchParams: Query }) {
	const { next, error } = await searchParams;
	return <SignInForm next={safePath(one(next))} problem={authSentenceOfCode(one(error))} />;
}

function one(value: string | string[] | undefined): string | undefined {
	return Array.isArray(value) ? value[0] : value;
}
