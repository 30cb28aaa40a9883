/** A small sign of work in progress; what works is said by the element around it. */
export function Spinner() {
	return (
		<svg viewBox="0 0 16 16" className="size-3.5 animate-spin" aria-hidden="true">
			<circle
				cx="8"
				cy="8"
				r="6.5"
				fill="none"
				stroke="currentColor"
				strokeWidth="2"
				opacity="0.25"
			/>
			<path
				d="M14.5 8A6.5 6.5 0 0 0 8 1.5"
				fill="none"
				stroke="currentColor"
				strokeWidth="2"
				strokeLinecap="round"
			/>
		</svg>
	);
}
