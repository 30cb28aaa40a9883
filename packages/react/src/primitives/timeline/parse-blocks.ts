/** A piece of a message from one line break to another. */
export type Block =
	| { type: "paragraph"; lines: string[] }
	| { type: "list"; isOrdered: boolean; start: number; items: string[] }
	| { type: "code"; text: string };

const FENCE = /^\s{0,3}```/;
const BULLET = /^\s{0,3}[-*•]\s+(.*)$/;
const NUMBER = /^\s{0,3}(\d{1,4})[.)]\s+(.*)$/;

/** Cuts a message into paragraphs, lists and code; an empty line ends a paragraph. */
export function parseBlocks(text: string): Block[] {
	const lines = text.replaceAll("\r\n", "\n").split("\n");
	const blocks: Block[] = [];

	for (let index = 0; index < lines.length; index += 1) {
		const line = lines[index] ?? "";
		if (FENCE.test(line)) {
			const end = lines.findIndex((other, at) => at > index && FENCE.test(other));
			const last = end === -1 ? lines.length : end;
			blocks.push({ type: "code", text: lines.slice(index + 1, last).join("\n") });
			index = last;
		} else if (line.trim() === "") {
			endParagraph(blocks);
		} else {
			addLine(blocks, line);
		}
	}
	return blocks.filter((block) => block.type !== "paragraph" || block.lines.length > 0);
}

/** An empty paragraph takes the next line in place of the one before. */
function endParagraph(blocks: Block[]) {
	blocks.push({ type: "paragraph", lines: [] });
}

function addLine(blocks: Block[], line: string) {
	const bullet = BULLET.exec(line);
	const number = bullet === null ? NUMBER.exec(line) : null;
	const words = bullet?.[1] ?? number?.[2];
	const last = blocks.at(-1);

	if (words === undefined) {
		if (last?.type === "paragraph") last.lines.push(line);
		else blocks.push({ type: "paragraph", lines: [line] });
		return;
	}
	const isOrdered = number !== null;
	if (last?.type === "list" && last.isOrdered === isOrdered) last.items.push(words);
	else blocks.push({ type: "list", isOrdered, start: Number(number?.[1] ?? 1), items: [words] });
}
