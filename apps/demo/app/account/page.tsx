import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SignOutButton } from "../../components/sign-out-button.tsx";
import { SupportButton } from "../../components/support-button.tsx";
import { currentUser } from "../../lib/session.ts";

export const metadata: Metadata = { title: "Your account" };

export default async function AccountPage() {
	const user = await currentUser();
	if (!user) redirect("/sign-in");

	return (
		<section className="max-w-xl">
			<h1 className="text-3xl font-semibold tracking-tight">Hello, {user.name.split(" ")[0]}</h1>
			<dl className="mt-6 divide-y divide-line rounded-2xl border border-line bg-card px-5 text-sm">
				{[
					["Email", user.email],
					["Plan", user.plan],
					["Customer since", user.signupDate],
				].map(([term, fact]) => (
					<div key={term} className="flex justify-between gap-4 py-3">
						<dt className="text-soft">{term}</dt>
						<dd>{fact}</dd>
					</div>
				))}
			</dl>
			<div className="mt-6 flex gap-3">
				<SupportButton>Talk to us</SupportButton>
				<SignOutButton />
			</div>
		</section>
	);
}
