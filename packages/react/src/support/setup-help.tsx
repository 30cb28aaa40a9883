import type { ConfigurationError } from "../hooks/configuration-error.ts";
import { useSupport } from "../hooks/use-support.ts";
import { Window } from "../primitives/window/window.tsx";
import { classNames } from "./shared/class-names.ts";
import { Header } from "./shared/header.tsx";
import type { WindowSlotProps } from "./use-window.ts";

type Step = { title: string; words: string; code?: string };

/** For the site's developer alone, who reads English; visitors never see it, so it is not in the dictionary. */
export default function SetupHelp({ className, position, align }: WindowSlotProps) {
	const { configurationError } = useSupport();
	if (configurationError === null) return null;

	return (
		<Window
			className={classNames("co-window", className)}
			aria-label="Support set-up"
			data-position={position}
			data-align={align}
		>
			<section className="co-page" data-page="SETUP">
				<Header>
					<h2 className="co-header-title">Support is not set up yet</h2>
				</Header>
				<div className="co-setup">
					<p className="co-setup-problem" role="alert">
						{configurationError.message}
					</p>
					<ol className="co-setup-steps">
						{stepsFor(configurationError.code).map((step) => (
							<li key={step.title} className="co-setup-step">
								<strong className="co-setup-title">{step.title}</strong>
								<span className="co-setup-words">{step.words}</span>
								{step.code && <code className="co-setup-code">{step.code}</code>}
							</li>
						))}
					</ol>
					<p className="co-setup-note">
						Only you see this: in production the widget stays hidden until this is put right.
					</p>
				</div>
			</section>
		</Window>
	);
}

const RESTART: Step = {
	title: "Start your site again",
	words: "Environment variables are read when the development server starts.",
};

function stepsFor(code: ConfigurationError["code"]): Step[] {
	switch (code) {
		case "public_key_missing":
		case "public_key_invalid":
			return [
				{
					title: "Copy the public key",
					words: "It stands in your dashboard under the website's settings and starts with pk_.",
				},
				{
					title: "Put it into your environment",
					words: "In .env.local, or as the publicKey of SupportProvider.",
					code: "NEXT_PUBLIC_COSSISTANT_API_KEY=pk_…",
				},
				RESTART,
			];
		case "api_url_missing":
			return [
				{
					title: "Put your Supabase URL into your environment",
					words: "In .env.local, or as the apiUrl of SupportProvider.",
					code: "NEXT_PUBLIC_SUPABASE_URL=https://<project>.supabase.co",
				},
				RESTART,
			];
		case "origin_not_allowed":
			return [
				{
					title: "Allow this origin",
					words: "Add it to the allowed origins of the website in your dashboard, then reload.",
					code: location.origin,
				},
			];
		case "website_inactive":
			return [
				{
					title: "Switch the website on",
					words: "Support is switched off for this website in your dashboard.",
				},
			];
	}
}
