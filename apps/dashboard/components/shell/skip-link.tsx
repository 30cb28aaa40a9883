/** The first stop of the Tab key: past everything that is the same on every page. */
export function SkipLink() {
	return (
		<a
			href="#main"
			className="sr-only z-50 rounded-lg bg-ink px-4 py-2 text-sm text-surface focus:not-sr-only focus:fixed focus:top-3 focus:left-3"
		>
			Skip to the conversations
		</a>
	);
}
