/** `before`, if `after` says nothing else: whoever compares by identity need not look again. */
export function unlessSame<Value>(before: Value, after: Value): Value {
	return before === after || JSON.stringify(before) === JSON.stringify(after) ? before : after;
}

/** The list of before, if the other one holds the very same things. */
export function unlessSameList<Item>(
	before: readonly Item[],
	after: readonly Item[],
): readonly Item[] {
	const isSame = before.length === after.length && after.every((item, at) => item === before[at]);
	return isSame ? before : after;
}
