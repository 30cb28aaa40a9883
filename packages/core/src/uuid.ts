/** Makes a UUID of version 7: ids sort by the moment they were made. Works outside secure contexts too. */
export function uuidv7(now: number): string {
	const time = Math.floor(now).toString(16).padStart(12, "0");
	const random = [...crypto.getRandomValues(new Uint8Array(10))]
		.map((byte) => byte.toString(16).padStart(2, "0"))
		.join("");
	const variant = "89ab".charAt(Number.parseInt(random.charAt(3), 16) & 3);
	return [
		time.slice(0, 8),
		time.slice(8),
		`7${random.slice(0, 3)}`,
		`${variant}${random.slice(4, 7)}`,
		random.slice(7, 19),
	].join("-");
}
