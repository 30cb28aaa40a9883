/** Draws one line on a grid of 24. */
export function IconShape({ path, size }: { path: string; size: number }) {
	return (
		<svg
			className="co-icon"
			// A page may well say what size svg elements have.
			style={{ width: size, height: size }}
			viewBox="0 0 24 24"
			aria-hidden="true"
		>
			<path className="co-icon-path" d={path} />
		</svg>
	);
}
