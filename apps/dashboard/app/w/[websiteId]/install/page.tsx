import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { InstallGuide } from "../../../../components/setup/install-guide.tsx";
import { SetupFrame } from "../../../../components/setup/setup-frame.tsx";
import { readProgress } from "../../../../lib/api/progress.ts";
import { findWebsite, loadWorkspace } from "../../../../lib/api/workspace.ts";
import { serverClient } from "../../../../lib/supabase/server.ts";

export const metadata: Metadata = { title: "Install" };

export default async function Page({ params }: { params: Promise<{ websiteId: string }> }) {
	const { websiteId } = await params;
	const website = findWebsite(await loadWorkspace(), websiteId);
	if (website === null) notFound();
	const progress = await readProgress(await serverClient(), website.id);
	return (
		<SetupFrame step={3}>
			<InstallGuide website={website} progress={progress} />
		</SetupFrame>
	);
}
