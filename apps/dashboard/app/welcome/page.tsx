import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { OrganizationForm } from "../../components/setup/organization-form.tsx";
import { SetupFrame } from "../../components/setup/setup-frame.tsx";
import { WebsiteForm } from "../../components/setup/website-form.tsx";
import { loadWorkspace } from "../../lib/api/workspace.ts";

export const metadata: Metadata = { title: "Welcome" };

/** The first run: whatever is missing next. */
export default async function Page() {
	const { organizations, websites } = await loadWorkspace();
	if (websites.length > 0) redirect("/");
	const hasTeam = organizations.length > 0;
	return (
		<SetupFrame step={hasTeam ? 2 : 1}>
			{hasTeam ? <WebsiteForm organizations={organizations} /> : <OrganizationForm />}
		</SetupFrame>
	);
}
