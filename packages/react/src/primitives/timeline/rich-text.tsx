import { Fragment, type ReactNode } from "react";
import { type Block, parseBlocks } from "./parse-blocks.ts";
import { type Inline, parseInline } from "./parse-inline.ts";

/** Draws the few marks people write in messages as elements: never as HTML, so nothing in a message can run. */
export function RichText({ text }: { text: string }): ReactNode {
	return parseBlocks(text).map((block, index) => (
		<Fragment key={index}>{drawBlock(block)}</Fragment>
	));
}

function drawBlock(block: Block): ReactNode {
	if (block.type === "code") {
		return (
			<pre>
				<code>{block.text}</code>
			</pre>
		);
	}
	if (block.type === "paragraph") return <p>{drawLines(block.lines)}</p>;

	const List = block.isOrdered ? "ol" : "ul";
	return (
		<List start={block.isOrdered ? block.start : undefined}>
			{block.items.map((item, index) => (
				<li key={index}>{parseInline(item).map(drawInline)}</li>
			))}
		</List>
	);
}

function drawLines(lines: readonly string[]): ReactNode {
	return lines.map((line, index) => (
		<Fragment key={index}>
			{index > 0 && <br />}
			{parseInline(line).map(drawInline)}
		</Fragment>
	));
}

function drawInline(inline: Inline, index: number): ReactNode {
	if (inline.type === "text") return inline.text;
	if (inline.type === "code") return <code key={index}>{inline.text}</code>;
	if (inline.type === "link") {
		return (
			<a key={index} href={inline.url} target="_blank" rel="noopener noreferrer nofollow">
				{inline.text}
			</a>
		);
	}
	const Mark = inline.type === "bold" ? "strong" : "em";
	return <Mark key={index}>{inline.content.map(drawInline)}</Mark>;
}
