"use client";

import { KeyRound } from "lucide-react";
import { useState } from "react";
import type { IdentitySecret, Website } from "../../lib/api/functions.ts";
import { identifySnippet, secretLine } from "../../lib/setup/snippets.ts";
import { useRpc } from "../shell/config-provider.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Notice } from "../ui/notice.tsx";
import { useAct } from "../ui/use-act.ts";
import { CodeBlock } from "./code-block.tsx";

/** Makes the key that lets a site's backend prove who its visitors are. The key is shown once. */
export function IdentitySecretSection({ website }: { website: Website }) {
	const rpc = useRpc();
	const { isBusy, problem, run } = useAct();
	const [made, setMade] = useState<IdentitySecret | null>(null);

	function create() {
		return run(async () => {
			setMade(await rpc("create_identity_secret", { website_id: website.id }));
		});
	}

	return (
		<section className="flex flex-col gap-3 border-t pt-8">
			<div>
				<h2 className="font-semibold text-base text-ink">Know who writes</h2>
				<p className="mt-1 max-w-prose text-muted text-sm">
					With an identity secret your backend signs who is signed in. Verified visitors keep their
					conversations on every device; nobody can claim to be them.
				</p>
			</div>
			{problem !== null && <Notice tone="danger">{problem}</Notice>}
			<CodeBlock {...identifySnippet} />
			<div>
				<Button onClick={() => void create()} isBusy={isBusy}>
					<KeyRound className="size-4" aria-hidden="true" />
					Create an identity secret
				</Button>
			</div>
			<Dialog
				open={made !== null}
				onOpenChange={() => setMade(null)}
				title="Your identity secret"
				description="Copy it now: it is not shown again. Another one can be made at any time."
			>
				{made !== null && (
					<div className="flex flex-col gap-4">
						<CodeBlock title=".env.local" code={secretLine(made.secret)} />
						<p className="text-muted text-sm">
							It belongs on your server alone. In Next.js,{" "}
							<code className="font-mono text-xs">{"<IdentifySupportVisitor />"}</code> finds it
							there by itself.
						</p>
						<Button variant="primary" onClick={() => setMade(null)}>
							I have copied it
						</Button>
					</div>
				)}
			</Dialog>
		</section>
	);
}
