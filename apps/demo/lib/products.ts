/** What the shop sells. Prices are in cents. */
export type Product = {
	slug: string;
	name: string;
	tagline: string;
	description: string;
	priceCents: number;
	art: "kettle" | "grinder" | "dripper" | "scale" | "mug" | "beans";
};

export const PRODUCTS: readonly Product[] = [
	{
		slug: "gooseneck-kettle",
		name: "Gooseneck kettle",
		tagline: "Holds a degree, pours a thread.",
		description:
			"Brushed steel, 0.9 litres, and a spout that pours as slowly as you ask. Set the temperature once; it remembers.",
		priceCents: 12_900,
		art: "kettle",
	},
	{
		slug: "hand-grinder",
		name: "Hand grinder",
		tagline: "Forty seconds, no noise.",
		description:
			"Steel burrs in an aluminium body. Thirty clicks from espresso to French press, and nothing to plug in.",
		priceCents: 9_400,
		art: "grinder",
	},
	{
		slug: "ceramic-dripper",
		name: "Ceramic dripper",
		tagline: "The everyday cup.",
		description:
			"A cone of glazed stoneware with spiral ribs. Takes size 2 filters and sits on any mug you own.",
		priceCents: 2_900,
		art: "dripper",
	},
	{
		slug: "brew-scale",
		name: "Brew scale",
		tagline: "Grams and seconds.",
		description:
			"Reads to a tenth of a gram, starts its timer when water lands, and charges over USB-C once a month.",
		priceCents: 5_900,
		art: "scale",
	},
	{
		slug: "stoneware-mug",
		name: "Stoneware mug",
		tagline: "Heavy on purpose.",
		description: "Thrown by hand, so no two are alike. 300 ml, and it keeps the heat you gave it.",
		priceCents: 2_400,
		art: "mug",
	},
	{
		slug: "house-beans",
		name: "House beans",
		tagline: "Roasted on Tuesdays.",
		description:
			"A washed Ethiopian and a natural Brazilian, half and half. Plum, cocoa, no bitterness. 340 g.",
		priceCents: 1_650,
		art: "beans",
	},
];

export function findProduct(slug: string): Product | undefined {
	return PRODUCTS.find((product) => product.slug === slug);
}

export function formatPrice(cents: number): string {
	return new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" }).format(cents / 100);
}
