/** Two letters for a name: "Ada Lovelace" is AL, "Ada" is A. */
export function initialsOf(name: string): string {
	const words = name.trim().split(/\s+/u);
	const first = firstLetter(words[0]);
	const last = words.length > 1 ? firstLetter(words.at(-1)) : "";
	return (first + last).toLocaleUpperCase();
}

/** The first letter as people see it: an emoji or a letter with its accent is one. */
function firstLetter(word = ""): string {
	return [...word][0] ?? "";
}
