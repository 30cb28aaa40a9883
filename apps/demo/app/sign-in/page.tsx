import type { Metadata } from "next";
import { signIn } from "../../lib/actions.ts";
import { DEMO_USERS } from "../../lib/demo-users.ts";

export const metadata: Metadata = { title: "Sign in" };

export default function SignInPage() {
	return (
		<section className="mx-auto max-w-sm">
			<h1 className="text-2xl font-semibold tracking-tight">Sign in</h1>
			<p className="mt-2 text-sm text-soft">
				This is a demo: be whoever you like. Sign in as the same person in a second browser and the
				conversation is there too.
			</p>
			<ul className="mt-6 space-y-3">
				{DEMO_USERS.map((user) => (
					<li key={user.id}>
						<form action={signIn}>
							<input type="hidden" name="user" value={user.id} />
							<button
								type="submit"
								className="w-full cursor-pointer rounded-2xl border border-line bg-card px-5 py-4 text-left hover:border-brand"
							>
								<span className="block font-medium">{user.name}</span>
								<span className="block text-sm text-soft">
									{user.email} · {user.plan}
								</span>
							</button>
						</form>
					</li>
				))}
			</ul>
		</section>
	);
}
