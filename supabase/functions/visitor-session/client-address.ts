/**
 * The address a caller is counted by, as the platform in front of the function tells it.
 * Hosted: Cloudflare's own header, which no caller can set; `x-forwarded-for` may begin with anything there.
 * Elsewhere: the first hop of `x-forwarded-for`, which the proxy in front has to set itself.
 */
export function clientAddress(headers: Headers, { isHosted }: { isHosted: boolean }): string {
	const told = isHosted ? headers.get("cf-connecting-ip") : null;
	const first = told ?? headers.get("x-forwarded-for")?.split(",")[0];
	return first ? networkOf(first.trim().toLowerCase()) : "unknown";
}

/** An IPv6 customer holds a whole /64 and can send from any address of it: it counts as one. */
function networkOf(address: string): string {
	const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(address)?.[1];
	if (mapped) return mapped;
	if (!address.includes(":")) return address;
	const [left = "", right] = address.replace(/%.*$/, "").split("::");
	const head = groupsOf(left);
	const tail = groupsOf(right ?? "");
	const gap = right === undefined ? 0 : Math.max(0, 8 - head.length - tail.length);
	const groups = [...head, ...Array<string>(gap).fill("0"), ...tail];
	return `${groups.slice(0, 4).join(":")}::/64`;
}

function groupsOf(text: string): string[] {
	return text === "" ? [] : text.split(":").map((group) => group.replace(/^0+(?=.)/, ""));
}
