"use client";

import { invitationPath } from "../../lib/auth/paths.ts";
import { useRpc } from "../shell/config-provider.tsx";
import { MessagePage } from "../shell/message-page.tsx";
import { Button, buttonLook } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { useAct } from "../ui/use-act.ts";

/** Joining the team that an invitation names, as whoever is signed in. */
export function AcceptInvitation({ token, email }: { token: string; email: string }) {
	const rpc = useRpc();
	const { isBusy, problem, run } = useAct();

	function accept() {
		return run(
			async () => {
				await rpc("accept_invitation", { token });
				// A full load: the server renders with the new team.
				window.location.assign("/");
			},
			{ staysBusy: true },
		);
	}

	return (
		<MessagePage
			title="Join your team"
			action={
				<div className="flex w-full flex-col gap-3">
					{problem !== null && <Notice tone="danger">{problem}</Notice>}
					<Button variant="primary" size="large" onClick={() => void accept()} isBusy={isBusy}>
						Accept the invitation
					</Button>
					<form
						action={`/auth/sign-out?next=${encodeURIComponent(invitationPath(token))}`}
						method="post"
						className="flex flex-col"
					>
						<button type="submit" className={buttonLook({ variant: "quiet", size: "large" })}>
							Use another account
						</button>
					</form>
				</div>
			}
		>
			You are signed in as <span className="font-medium text-ink">{email}</span>. An invitation is
			for the address it was sent to.
		</MessagePage>
	);
}
