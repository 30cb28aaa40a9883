import { requestContext } from "./request-context.ts";

type RawNode = { kind: string; sqlFragments: readonly string[]; parameters: readonly RawNode[] };

/**
 * Puts the names of a function's arguments in quotes, for the library leaves them bare and `limit` is a reserved word;
 * and makes a text that a caller sent for a JSON argument the JSON string it is, for the library takes it for JSON already.
 * A plugin of its query builder.
 */
export const readArguments = {
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
			parameters: [
				{ ...name, sqlFragments: [`"${name?.sqlFragments[0]}"`] },
				...asJson(name, rest),
			],
		};
	}
	return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, quoted(value)]));
}

function asJson(name: RawNode | undefined, rest: readonly RawNode[]): readonly RawNode[] {
	const [value, type, ...others] = rest;
	const sent = requestContext.getStore()?.argumentsOf?.[name?.sqlFragments[0] ?? ""];
	const isJson = /^jsonb?$/.test(type?.sqlFragments[0] ?? "");
	if (!isJson || typeof sent !== "string" || value === undefined) return rest;
	return [{ ...value, value: JSON.stringify(sent) } as RawNode, type as RawNode, ...others];
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
