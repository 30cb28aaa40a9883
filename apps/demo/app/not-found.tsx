import Link from "next/link";

export default function NotFound() {
	return (
		<section>
			<h1 className="text-3xl font-semibold tracking-tight">Nothing here</h1>
			<p className="mt-2 text-soft">
				This page does not exist.{" "}
				<Link href="/" className="underline">
					Back to the shop
				</Link>
			</p>
		</section>
	);
}
