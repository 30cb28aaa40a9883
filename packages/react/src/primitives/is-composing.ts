/** Whether a key belongs to an input method that is composing a word. Safari tells it by the key code alone. */
export function isComposing(event: { isComposing: boolean; keyCode: number }): boolean {
	return event.isComposing || event.keyCode === 229;
}
