import { SupportConfig } from "@cossistant/next";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { ProductArt } from "../../../components/product-art.tsx";
import { SupportButton } from "../../../components/support-button.tsx";
import { findProduct, formatPrice } from "../../../lib/products.ts";

type Props = { params: Promise<{ slug: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
	const product = findProduct((await params).slug);
	return product ? { title: product.name, description: product.tagline } : {};
}

export default async function ProductPage({ params }: Props) {
	const product = findProduct((await params).slug);
	if (!product) notFound();

	return (
		<article className="grid gap-8 sm:grid-cols-2 sm:gap-12">
			<SupportConfig
				quickOptions={[
					`Is the ${product.name.toLowerCase()} in stock?`,
					"How long does delivery take?",
					"Can I send it back?",
				]}
			/>
			<div className="rounded-3xl border border-line bg-card p-8">
				<ProductArt art={product.art} className="mx-auto w-full max-w-72 text-brand" />
			</div>
			<div className="flex flex-col items-start gap-4">
				<Link href="/" className="text-sm text-soft hover:text-ink">
					← All products
				</Link>
				<h1 className="text-3xl font-semibold tracking-tight">{product.name}</h1>
				<p className="text-lg tabular-nums">{formatPrice(product.priceCents)}</p>
				<p className="text-soft">{product.description}</p>
				<SupportButton>Ask about it</SupportButton>
			</div>
		</article>
	);
}
