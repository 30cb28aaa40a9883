"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import type { Organization } from "../../lib/api/functions.ts";
import { domainOf, readOrigins, suggestedOrigins } from "../../lib/setup/origins.ts";
import { fieldsOf } from "../auth/use-auth-form.ts";
import { useRpc } from "../shell/config-provider.tsx";
import { AreaField, Field } from "../ui/field.tsx";
import { Notice } from "../ui/notice.tsx";
import { SubmitButton } from "../ui/submit-button.tsx";
import { useAct } from "../ui/use-act.ts";
import { SetupHeading } from "./setup-heading.tsx";

/** The second step: where visitors come from. */
export function WebsiteForm({ organizations }: { organizations: readonly Organization[] }) {
	const rpc = useRpc();
	const router = useRouter();
	const { isBusy, problem, run } = useAct();
	const [domain, setDomain] = useState("");
	const [origins, setOrigins] = useState<string | null>(null);
	// Until somebody writes their own, the origins follow the domain.
	const shownOrigins = origins ?? suggestedOrigins(domainOf(domain)).join("\n");

	function create(read: (name: string) => string) {
		return run(
			async () => {
				const website = await rpc("create_website", {
					organization_id: read("organization") || (organizations[0]?.id ?? ""),
					name: read("name"),
					domain: domainOf(read("domain")),
					allowed_origins: [...readOrigins(read("origins"))],
				});
				router.push(`/w/${website.id}/install`);
			},
			{ staysBusy: true },
		);
	}

	return (
		<>
			<SetupHeading title="Add your website">
				Each website has its own inbox and its own public key.
			</SetupHeading>
			<form
				method="post"
				onSubmit={(event) => void create(fieldsOf(event))}
				className="flex flex-col gap-5"
			>
				{problem !== null && <Notice tone="danger">{problem}</Notice>}
				{organizations.length > 1 && <OrganizationChoice organizations={organizations} />}
				<Field
					label="Name"
					name="name"
					placeholder="Acme Shop"
					maxLength={100}
					autoFocus
					required
				/>
				<Field
					label="Domain"
					name="domain"
					placeholder="acme.com"
					inputMode="url"
					autoCapitalize="none"
					autoCorrect="off"
					spellCheck={false}
					value={domain}
					onChange={(event) => setDomain(event.target.value)}
					hint="Not online yet? Write localhost."
					required
				/>
				<AreaField
					label="Allowed origins"
					name="origins"
					rows={4}
					spellCheck={false}
					autoCapitalize="none"
					className="font-mono"
					value={shownOrigins}
					onChange={(event) => setOrigins(event.target.value)}
					hint="One a line. Only pages of these may open your widget; localhost is for trying it out."
				/>
				<div>
					<SubmitButton isBusy={isBusy}>Add website</SubmitButton>
				</div>
			</form>
		</>
	);
}

function OrganizationChoice({ organizations }: { organizations: readonly Organization[] }) {
	return (
		<label className="flex flex-col gap-1.5">
			<span className="font-medium text-ink text-sm">Team</span>
			<select
				name="organization"
				className="h-10 rounded-lg border border-line-strong/80 bg-surface px-3 text-base text-ink shadow-card"
			>
				{organizations.map(({ id, name }) => (
					<option key={id} value={id}>
						{name}
					</option>
				))}
			</select>
		</label>
	);
}
