import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SetupFrame } from "../../../components/setup/setup-frame.tsx";
import { WebsiteForm } from "../../../components/setup/website-form.tsx";
import { loadWorkspace } from "../../../lib/api/workspace.ts";

export const metadata: Metadata = { title: "Add a website" };

export default async function Page() {
	const { organizations } = await loadWorkspace();
	if (organizations.length === 0) redirect("/welcome");
	return (
		<SetupFrame>
			<WebsiteForm organizations={organizations} />
		</SetupFrame>
	);
}
