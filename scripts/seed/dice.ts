export type Dice = {
	/** At least 0, less than 1. */
	next(): number;
	/** A whole number, at least 0 and less than `limit`. */
	below(limit: number): number;
	chance(probability: number): boolean;
	pick<Value>(values: readonly Value[]): Value;
	/** One of the values, by their weights. */
	weigh<Value>(weighted: readonly (readonly [weight: number, value: Value])[]): Value;
	/** A stretch of time: mostly shorter than `mean`, now and then much longer. */
	stretch(mean: number): number;
	/** A UUID of version 7 for a moment in milliseconds. */
	uuid(at: number): string;
};

/** Chance that repeats: the same seed, kind and number throw the same dice, whatever was thrown before. */
export function createDice(seed: number, kind: number, number: number): Dice {
	let a = seed ^ 0x9e3779b9;
	let b = Math.imul(kind, 0x85ebca6b) ^ 0x243f6a88;
	let c = number ^ 0xb7e15162;
	let counter = 1;
	// sfc32: small, fast, and without a visible pattern after some rounds.
	function word(): number {
		const result = (a + b + counter) | 0;
		counter = (counter + 1) | 0;
		a = b ^ (b >>> 9);
		b = (c + (c << 3)) | 0;
		c = ((c << 21) | (c >>> 11)) + result;
		return result >>> 0;
	}
	for (let round = 0; round < 12; round++) word();

	const next = () => word() / 4_294_967_296;
	return {
		next,
		below: (limit) => Math.floor(next() * limit),
		chance: (probability) => next() < probability,
		pick<Value>(values: readonly Value[]): Value {
			return values[Math.floor(next() * values.length)] as Value;
		},
		weigh(weighted) {
			let rest = next() * weighted.reduce((sum, [weight]) => sum + weight, 0);
			const found = weighted.find(([weight]) => {
				rest -= weight;
				return rest < 0;
			});
			return (found ?? weighted[0])?.[1] as never;
		},
		stretch: (mean) => -Math.log(1 - next()) * mean,
		uuid: (at) => uuidOf(at, word(), word(), word()),
	};
}

function uuidOf(at: number, first: number, second: number, third: number): string {
	const time = hex(Math.floor(at), 12);
	const middle = hex(first, 8);
	const variant = ((second >>> 28) & 0x3) | 0x8;
	const tail = hex(second & 0xfffffff, 7) + hex(third, 8);
	return `${time.slice(0, 8)}-${time.slice(8)}-7${middle.slice(0, 3)}-${variant.toString(16)}${middle.slice(3, 6)}-${tail.slice(0, 12)}`;
}

function hex(value: number, digits: number): string {
	return value.toString(16).padStart(digits, "0");
}
