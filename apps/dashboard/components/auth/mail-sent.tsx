import { MailCheck } from "lucide-react";
import { Button } from "../ui/button.tsx";
import { AuthHeading } from "./auth-heading.tsx";

/** What to do after a link was sent. */
export function MailSent({ email, onBack }: { email: string; onBack: () => void }) {
	return (
		<div role="status">
			<div className="mb-4 flex size-10 items-center justify-center rounded-xl border bg-surface text-accent shadow-card">
				<MailCheck className="size-5" aria-hidden="true" />
			</div>
			<AuthHeading title="Check your mail">
				We sent a link to <span className="font-medium text-ink">{email}</span>. Open it in this
				browser to go on.
			</AuthHeading>
			<Button size="large" className="w-full" onClick={onBack}>
				Use another address
			</Button>
		</div>
	);
}
