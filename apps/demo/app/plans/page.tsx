import { SupportConfig } from "@cossistant/next";
import type { Metadata } from "next";
import { SupportButton } from "../../components/support-button.tsx";

export const metadata: Metadata = { title: "Plans" };

const PLANS = [
	{
		name: "Single bags",
		price: "$16.50",
		every: "a bag",
		points: ["Order when you run out", "Roasted on Tuesdays"],
	},
	{
		name: "Roaster's club",
		price: "$29",
		every: "a month",
		points: ["Two bags, a new origin each month", "Free delivery", "10% off tools"],
	},
	{
		name: "Office",
		price: "$140",
		every: "a month",
		points: ["Ten bags", "A grinder on loan", "Invoice at month's end"],
	},
];

export default function PlansPage() {
	return (
		<>
			<SupportConfig
				defaultMessages={[
					{
						content: "Hi! Tell us how much coffee you drink and we'll find your plan.",
						senderType: "team_member",
					},
				]}
				quickOptions={["Which plan suits two people?", "Can I pause a plan?"]}
			/>
			<h1 className="text-3xl font-semibold tracking-tight">Choose your plan</h1>
			<ul className="mt-8 grid gap-5 sm:grid-cols-3">
				{PLANS.map((plan) => (
					<li key={plan.name} className="rounded-2xl border border-line bg-card p-6">
						<h2 className="font-medium">{plan.name}</h2>
						<p className="mt-2">
							<span className="text-3xl font-semibold tabular-nums">{plan.price}</span>{" "}
							<span className="text-soft">{plan.every}</span>
						</p>
						<ul className="mt-4 space-y-1 text-sm text-soft">
							{plan.points.map((point) => (
								<li key={point}>{point}</li>
							))}
						</ul>
					</li>
				))}
			</ul>
			<div className="mt-8">
				<SupportButton>Not sure? Ask us</SupportButton>
			</div>
		</>
	);
}
