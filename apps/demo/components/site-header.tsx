import Link from "next/link";
import type { DemoUser } from "../lib/demo-users.ts";

export function SiteHeader({ user }: { user: DemoUser | undefined }) {
	return (
		<header className="border-b border-line">
			<div className="mx-auto flex max-w-5xl items-center justify-between gap-4 px-5 py-4">
				<Link href="/" className="text-lg font-semibold tracking-tight">
					Acme<span className="text-brand"> Coffee</span>
				</Link>
				<nav aria-label="Main" className="flex items-center gap-5 text-sm text-soft">
					<Link href="/" className="hover:text-ink">
						Shop
					</Link>
					<Link href="/plans" className="hover:text-ink">
						Plans
					</Link>
					<Link href={user ? "/account" : "/sign-in"} className="hover:text-ink">
						{user ? user.name.split(" ")[0] : "Sign in"}
					</Link>
				</nav>
			</div>
		</header>
	);
}
