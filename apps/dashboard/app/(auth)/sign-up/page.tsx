import type { Metadata } from "next";
import { SignUpForm } from "../../../components/auth/sign-up-form.tsx";
import { safePath } from "../../../lib/auth/paths.ts";

export const metadata: Metadata = { title: "Create an account" };

type Query = Promise<{ next?: string | string[] }>;

export default async function Page({ searchParams }: { searchParams: Query }) {
	const { next } = await searchParams;
	return <SignUpForm next={safePath(Array.isArray(next) ? next[0] : next)} />;
}
