import type { ConversationState } from "@cossistant/core";
import { useEffect, useState } from "react";
import { useSupportText } from "../../hooks/text/use-support-text.ts";
import { Icon } from "../shared/icons.tsx";

/** A connection that comes back within this time is nobody's concern. */
const PATIENCE_MS = 4_000;

/** Says when messages can't go out now; polling goes well enough to keep quiet about. */
export function ConnectionBanner({ connection }: { connection: ConversationState["connection"] }) {
	const text = useSupportText();
	const isLate = useLateness(connection === "connecting");
	const words =
		connection === "offline"
			? text("component.connection.offline")
			: isLate && text("component.connection.reconnecting");

	return (
		<div className="co-banner" role="status" data-shown={words ? "" : undefined}>
			{words && (
				<>
					<Icon name="alert" size={16} />
					<span className="co-plain">{words}</span>
				</>
			)}
		</div>
	);
}

/** Whether something has lasted too long. */
function useLateness(isOn: boolean): boolean {
	const [isLate, setLate] = useState(false);
	useEffect(() => {
		if (!isOn) return;
		const timer = setTimeout(() => setLate(true), PATIENCE_MS);
		return () => {
			clearTimeout(timer);
			setLate(false);
		};
	}, [isOn]);
	return isLate;
}
