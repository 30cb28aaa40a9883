import Link from "next/link";
import { ProductArt } from "../components/product-art.tsx";
import { SupportButton } from "../components/support-button.tsx";
import { formatPrice, PRODUCTS } from "../lib/products.ts";

export default function ShopPage() {
	return (
		<>
			<section className="flex flex-col items-start gap-5 pt-4 pb-12">
				<h1 className="max-w-xl text-4xl font-semibold tracking-tight text-balance sm:text-5xl">
					Tools for a better cup.
				</h1>
				<p className="max-w-md text-soft">
					Six things we use every morning. If you wonder which one you need, ask: a person answers.
				</p>
				<SupportButton>Ask us anything</SupportButton>
			</section>
			<ul className="grid grid-cols-2 gap-4 sm:grid-cols-3 sm:gap-6">
				{PRODUCTS.map((product) => (
					<li key={product.slug}>
						<Link
							href={`/products/${product.slug}`}
							className="group block rounded-2xl border border-line bg-card p-4 sm:p-5"
						>
							<ProductArt
								art={product.art}
								className="mx-auto mb-3 w-full max-w-40 text-brand transition-transform group-hover:scale-105 motion-reduce:transition-none"
							/>
							<span className="flex flex-wrap items-baseline justify-between gap-x-3">
								<span className="font-medium">{product.name}</span>
								<span className="text-sm text-soft tabular-nums">
									{formatPrice(product.priceCents)}
								</span>
							</span>
							<span className="mt-1 block text-sm text-soft">{product.tagline}</span>
						</Link>
					</li>
				))}
			</ul>
		</>
	);
}
