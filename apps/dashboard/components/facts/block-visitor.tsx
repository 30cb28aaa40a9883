"use client";

import type { TeamConversation, VisitorDetails } from "@cossistant/protocol";
import { Ban } from "lucide-react";
import { useState } from "react";
import { visitorName } from "../../lib/text/people.ts";
import { useDesk } from "../desk/desk-context.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Notice } from "../ui/notice.tsx";
import { toasts } from "../ui/toaster.tsx";
import { useAct } from "../ui/use-act.ts";

/** Shuts a visitor out, after asking; lets them in again at once. */
export function BlockVisitor(props: { conversation: TeamConversation; visitor: VisitorDetails }) {
	const { conversation, visitor } = props;
	const { setBlocked } = useDesk();
	const { isBusy, problem, run } = useAct();
	const [isAsking, setIsAsking] = useState(false);
	const name = visitorName(conversation);

	async function set(isBlocked: boolean) {
		const isDone = await run(() =>
			setBlocked({ visitorId: visitor.id, id: conversation.id }, isBlocked),
		);
		if (!isDone) return;
		setIsAsking(false);
		toasts.show(isBlocked ? `${name} is blocked.` : `${name} may write again.`);
	}

	return (
		<>
			{visitor.isBlocked ? (
				<div className="flex flex-col items-start gap-3">
					<Notice tone="plain">Blocked: this visitor can't write to you.</Notice>
					{problem !== null && <Notice tone="danger">{problem}</Notice>}
					<Button size="small" isBusy={isBusy} onClick={() => void set(false)}>
						Unblock visitor
					</Button>
				</div>
			) : (
				<Button size="small" variant="quiet" className="-ml-2.5" onClick={() => setIsAsking(true)}>
					<Ban className="size-3.5" aria-hidden="true" />
					Block visitor
				</Button>
			)}
			<Dialog
				open={isAsking}
				onOpenChange={setIsAsking}
				title={`Block ${name}?`}
				description="They can't write to you any more, in this browser. You can let them in again at any time."
			>
				<div className="flex flex-col gap-4">
					{problem !== null && <Notice tone="danger">{problem}</Notice>}
					<div className="flex justify-end gap-2">
						<Button onClick={() => setIsAsking(false)}>Cancel</Button>
						<Button variant="danger" isBusy={isBusy} onClick={() => void set(true)}>
							Block visitor
						</Button>
					</div>
				</div>
			</Dialog>
		</>
	);
}
