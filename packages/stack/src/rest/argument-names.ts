type RawNode = { kind: string; sqlFragments: readonly string[]; parameters: readonly RawNode[] };

/**
 * Puts the names of a function's arguments in quotes, for the library leaves them bare and `limit` is a reserved word.
 * A plugin of its query builder.
 */
export const quoteArgumentNames = {
	transformQuery: ({ node }: { node: unknown }) => quoted(node) as never,
	transformResult: async ({ result }: { result: unknown }) => result as never,
};

function quoted(node: unknown): unknown {
	if (Array.isArray(node)) return node.map(quoted);
	if (typeof node !== "object" || node === null || holdsValues(node)) return node;
	if (isNamedArgument(node)) {
		const [name, ...rest] = node.parameters;
		return {
			...node,
			parameters: [{ ...name, sqlFragments: [`"${name?.sqlFragments[0]}"`] }, ...rest],
		};
	}
	return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, quoted(value)]));
}

/** What a caller sent is no part of the query, whatever it looks like. */
function holdsValues(node: object): boolean {
	return "kind" in node && ["ValueNode", "PrimitiveValueListNode"].includes(String(node.kind));
}

function isNamedArgument(node: object): node is RawNode {
	const { kind, sqlFragments, parameters } = node as RawNode;
	return (
		kind === "RawNode" &&
		sqlFragments[1] === " := " &&
		/^[a-z_][a-z0-9_]*$/i.test(parameters[0]?.sqlFragments?.[0] ?? "")
	);
}
