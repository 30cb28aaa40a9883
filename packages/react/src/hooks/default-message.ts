import type { DefaultMessage } from "@cossistant/protocol";

/** Who can send a message, as values. */
export const SenderType = { VISITOR: "visitor", TEAM_MEMBER: "team_member", AI: "ai" } as const;
export type SenderType = (typeof SenderType)[keyof typeof SenderType];

/** A default message as the documents write it: `content` or `text`; without a sender it comes from the team. */
export type DefaultMessageInput = {
	content?: string | undefined;
	text?: string | undefined;
	senderType?: SenderType | undefined;
	senderId?: string | undefined;
};

/** Brings both spellings into one; messages without words are left out. */
export function toDefaultMessages(inputs: readonly DefaultMessageInput[]): DefaultMessage[] {
	return inputs.flatMap(({ content, text, senderType = SenderType.TEAM_MEMBER, senderId }) => {
		const words = content ?? text ?? "";
		if (words === "") return [];
		return [{ content: words, senderType, ...(senderId !== undefined && { senderId }) }];
	});
}
