import Link from "next/link";
import type { ReactNode } from "react";

/** A link inside a sentence. */
export function TextLink({ href, children }: { href: string; children: ReactNode }) {
	return (
		<Link
			href={href}
			className="rounded-sm font-medium text-ink underline decoration-line-strong underline-offset-3 hover:decoration-current"
		>
			{children}
		</Link>
	);
}
