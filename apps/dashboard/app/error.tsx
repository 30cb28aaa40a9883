"use client";

import { MessagePage } from "../components/shell/message-page.tsx";
import { Button } from "../components/ui/button.tsx";

export default function ErrorPage({ retry }: { error: Error; retry: () => void }) {
	return (
		<MessagePage
			title="This page can't be shown"
			action={
				<Button variant="primary" size="large" onClick={retry}>
					Try again
				</Button>
			}
		>
			The service didn't answer as it should. Your messages are safe.
		</MessagePage>
	);
}
