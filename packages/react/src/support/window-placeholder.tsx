import { useBubbleText } from "../hooks/text/use-bubble-text.ts";

/** Stands where the window will be, as a page that is slow must still answer the click at once. */
export function WindowPlaceholder(props: { hasFailed: boolean; onRetry: () => void }) {
	const text = useBubbleText();

	return (
		<div className="co-window co-window-waiting" role="status" aria-busy={!props.hasFailed}>
			{props.hasFailed ? (
				<button type="button" className="co-link" onClick={props.onRetry}>
					{text("component.bubble.retry")}
				</button>
			) : (
				<span className="co-spinner">
					<span className="co-hidden">{text("component.bubble.loading")}</span>
				</span>
			)}
		</div>
	);
}
