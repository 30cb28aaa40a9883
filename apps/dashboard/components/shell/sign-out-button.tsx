import { LogOut } from "lucide-react";
import { buttonLook } from "../ui/button.tsx";

/** Ends the session. A form, so that it works whatever state the page is in. */
export function SignOutButton() {
	return (
		<form action="/auth/sign-out" method="post">
			<button type="submit" className={buttonLook({ variant: "quiet", size: "small" })}>
				<LogOut className="size-3.5" aria-hidden="true" />
				Sign out
			</button>
		</form>
	);
}
