/** Grey lines in the shape of what is on its way. */
export function Skeleton({ label, lines }: { label: string; lines: number }) {
	return (
		<div className="co-skeleton" role="status" aria-label={label}>
			{Array.from({ length: lines }, (_, index) => (
				<span key={index} className="co-skeleton-line" />
			))}
		</div>
	);
}
