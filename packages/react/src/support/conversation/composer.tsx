import { type FormEvent, useEffect, useRef } from "react";
import type { UseConversationPageResult } from "../../hooks/pages/use-conversation-page.ts";
import { useSupportText } from "../../hooks/text/use-support-text.ts";
import { useSupportState } from "../../hooks/use-support-state.ts";
import { MultimodalInput } from "../../primitives/multimodal-input.tsx";
import { Button } from "../shared/button.tsx";
import { Icon } from "../shared/icons.tsx";
import { useMediaQuery } from "../shared/use-media-query.ts";

/** Where the visitor writes. */
export function Composer({ page }: { page: UseConversationPageResult }) {
	const { composer, conversation } = page;
	const text = useSupportText();
	const input = useRef<HTMLTextAreaElement>(null);
	useFocusOnArrival(input);

	const submit = (event?: FormEvent) => {
		event?.preventDefault();
		composer.submit();
		input.current?.focus();
	};
	return (
		<form className="co-composer" onSubmit={submit}>
			{conversation?.status === "resolved" && (
				<p className="co-resolved">{text("component.conversationPage.closedMessage")}</p>
			)}
			<div className="co-field" data-invalid={composer.excess > 0 ? "" : undefined}>
				<MultimodalInput
					ref={input}
					className="co-input"
					dir="auto"
					aria-label={text("component.multimodalInput.label")}
					placeholder={text("component.multimodalInput.placeholder")}
					enterKeyHint="send"
					value={composer.message}
					onChange={composer.setMessage}
					onSubmit={submit}
					error={composer.excess > 0 ? "too long" : null}
				/>
				<Button
					type="submit"
					size="icon"
					className="co-send"
					aria-label={text("common.actions.send")}
					disabled={!composer.canSubmit}
				>
					<Icon name="arrowUp" />
				</Button>
			</div>
			<p className="co-excess" role="status">
				{composer.excess > 0 && text("component.message.tooLong", { over: composer.excess })}
			</p>
		</form>
	);
}

/** Ready to write on arrival; not where that would raise a keyboard over what there is to read, or take the focus from the page. */
function useFocusOnArrival(input: React.RefObject<HTMLTextAreaElement | null>) {
	const hasKeyboard = useMediaQuery("(hover: hover) and (pointer: fine)");
	const isAskedFor = useSupportState("Composer", ({ openedBy }) => openedBy === "person");
	const isWanted = hasKeyboard && isAskedFor;
	useEffect(() => {
		if (isWanted) input.current?.focus({ preventScroll: true });
	}, [input, isWanted]);
}
