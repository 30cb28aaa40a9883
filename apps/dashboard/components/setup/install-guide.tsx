"use client";

import { useState } from "react";
import type { Website } from "../../lib/api/functions.ts";
import type { Progress } from "../../lib/live/first-visit.ts";
import { type Framework, snippetsFor } from "../../lib/setup/snippets.ts";
import { useConfig } from "../shell/config-provider.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { CodeBlock } from "./code-block.tsx";
import { FirstVisit } from "./first-visit.tsx";
import { IdentitySecretSection } from "./identity-secret.tsx";
import { SetupHeading } from "./setup-heading.tsx";

const FRAMEWORKS = [
	{ value: "next", label: "Next.js" },
	{ value: "react", label: "React" },
] as const;

/** The third step: what to paste, and whether it works yet. */
export function InstallGuide({ website, progress }: { website: Website; progress: Progress }) {
	const { supabaseUrl } = useConfig();
	const [framework, setFramework] = useState<Framework>("next");
	const values = { publicKey: website.publicKey, apiUrl: supabaseUrl };
	return (
		<div className="flex flex-col gap-10">
			<section>
				<div className="mb-4 flex flex-wrap items-start justify-between gap-x-4 sm:mb-0">
					<SetupHeading title={`Install on ${website.name}`}>
						Paste this into your app, then open it.
					</SetupHeading>
					<Segmented
						label="Framework"
						choices={FRAMEWORKS}
						value={framework}
						onChange={setFramework}
					/>
				</div>
				<div className="flex flex-col gap-3">
					{snippetsFor(framework, values).map(({ id, title, code }) => (
						<CodeBlock key={id} title={title} code={code} />
					))}
				</div>
			</section>
			<FirstVisit websiteId={website.id} start={progress} />
			<IdentitySecretSection website={website} />
		</div>
	);
}
