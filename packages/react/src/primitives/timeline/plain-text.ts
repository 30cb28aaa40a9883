import { type Block, parseBlocks } from "./parse-blocks.ts";
import { type Inline, parseInline } from "./parse-inline.ts";

/** A message in one line without its marks, for where there is no room for more. */
export function plainText(text: string): string {
	return parseBlocks(text).map(plainBlock).join(" ");
}

function plainBlock(block: Block): string {
	if (block.type === "code") return block.text;
	const lines = block.type === "list" ? block.items : block.lines;
	return lines.map((line) => parseInline(line).map(plainInline).join("")).join(" ");
}

function plainInline(inline: Inline): string {
	return "content" in inline ? inline.content.map(plainInline).join("") : inline.text;
}
