import { NewsletterForm } from "./newsletter-form.tsx";

/** The foot of every page. Who is signed in gets mail already. */
export function SiteFooter({ isSignedIn }: { isSignedIn: boolean }) {
	return (
		<footer className="mt-10 border-t border-line">
			<div className="mx-auto flex max-w-5xl flex-wrap items-start justify-between gap-8 px-5 py-10">
				{!isSignedIn && <NewsletterForm />}
				<p className="max-w-xs text-sm text-soft">
					Acme Coffee sells nothing. It shows how the support widget sits in a Next.js site.
				</p>
			</div>
		</footer>
	);
}
