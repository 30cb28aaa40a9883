/** The product's sign. */
export function Mark({ className = "size-7" }: { className?: string }) {
	return (
		<svg viewBox="0 0 28 28" className={className} aria-hidden="true">
			<rect width="28" height="28" rx="8" className="fill-ink" />
			<path
				d="M8 9.5A2.5 2.5 0 0 1 10.5 7h7A2.5 2.5 0 0 1 20 9.5v5a2.5 2.5 0 0 1-2.5 2.5H13l-3.4 3.1c-.6.6-1.6.1-1.6-.7V9.5Z"
				className="fill-surface"
			/>
			<circle cx="20.5" cy="20.5" r="2.5" className="fill-accent" />
		</svg>
	);
}
