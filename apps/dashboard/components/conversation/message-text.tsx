import { linkify } from "../../lib/text/linkify.ts";

/** A message's text with its links; never as HTML. */
export function MessageText({ text }: { text: string }) {
	let at = 0;
	return (
		<>
			{linkify(text).map(({ text: part, href }) => {
				const key = at;
				at += part.length;
				return href === null ? (
					part
				) : (
					<a
						key={key}
						href={href}
						target="_blank"
						rel="noopener noreferrer nofollow"
						className="underline decoration-current/40 underline-offset-2 hover:decoration-current"
					>
						{part}
					</a>
				);
			})}
		</>
	);
}
