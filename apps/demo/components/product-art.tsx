import type { ReactNode } from "react";
import type { Product } from "../lib/products.ts";

const SHAPES: Record<Product["art"], ReactNode> = {
	kettle: (
		<>
			<path d="M58 132h66l-8-62a8 8 0 0 0-8-7H74a8 8 0 0 0-8 7z" />
			<path d="M64 118C40 112 44 78 26 72" />
			<path d="M118 74c26-6 30 32 6 42" />
			<path d="M82 63v-8h18v8" />
		</>
	),
	grinder: (
		<>
			<path d="M72 62h36v72a6 6 0 0 1-6 6H78a6 6 0 0 1-6-6z" />
			<path d="M72 96h36" />
			<path d="M90 62V48h38" />
			<circle cx="134" cy="48" r="6" />
		</>
	),
	dripper: (
		<>
			<path d="M50 62h80l-26 46H76z" />
			<path d="M66 116h48" />
			<path d="M80 108v8m20-8v8" />
			<path d="M130 70c18 0 18 24-4 24" />
			<path d="M90 126v14" />
		</>
	),
	scale: (
		<>
			<rect x="42" y="92" width="96" height="40" rx="8" />
			<rect x="50" y="78" width="80" height="14" rx="4" />
			<path d="M74 112h32" />
			<circle cx="120" cy="112" r="3" />
		</>
	),
	mug: (
		<>
			<path d="M58 66h56v58a14 14 0 0 1-14 14H72a14 14 0 0 1-14-14z" />
			<path d="M114 80c26-4 26 38 0 34" />
			<path d="M74 52c0-8 6-8 6-16m14 16c0-8 6-8 6-16" />
		</>
	),
	beans: (
		<>
			<path d="M60 58h60l6 76a6 6 0 0 1-6 6H60a6 6 0 0 1-6-6z" />
			<path d="M60 58l6-14h48l6 14" />
			<ellipse cx="90" cy="100" rx="14" ry="20" transform="rotate(24 90 100)" />
			<path d="M82 117c10-10 6-22 16-34" />
		</>
	),
};

/** A line drawing of a product: decoration, since its name always stands beside it. */
export function ProductArt({ art, className }: { art: Product["art"]; className?: string }) {
	return (
		<svg
			viewBox="0 0 180 180"
			fill="none"
			stroke="currentColor"
			strokeWidth="2.5"
			strokeLinecap="round"
			strokeLinejoin="round"
			className={className}
			aria-hidden="true"
		>
			{SHAPES[art]}
		</svg>
	);
}
