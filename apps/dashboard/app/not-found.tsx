import Link from "next/link";
import { MessagePage } from "../components/shell/message-page.tsx";
import { buttonLook } from "../components/ui/button.tsx";

export default function NotFound() {
	return (
		<MessagePage
			title="There is nothing here"
			action={
				<Link href="/" className={buttonLook({ variant: "primary", size: "large" })}>
					Go to the inbox
				</Link>
			}
		>
			The page doesn't exist, or you may not see it.
		</MessagePage>
	);
}
