import type { ReactNode } from "react";
import { Button } from "./button.tsx";

export type NoticeProps = {
	title: ReactNode;
	hint?: ReactNode;
	action?: { label: string; onClick: () => void } | undefined;
	/** Something went wrong: say so at once. */
	isError?: boolean;
};

/** What stands where there is nothing else to show. */
export function Notice({ title, hint, action, isError = false }: NoticeProps) {
	return (
		<div className="co-notice" role={isError ? "alert" : undefined}>
			<p className="co-notice-title">{title}</p>
			{hint && <p className="co-notice-hint">{hint}</p>}
			{action && (
				<Button variant="outline" onClick={action.onClick}>
					{action.label}
				</Button>
			)}
		</div>
	);
}
