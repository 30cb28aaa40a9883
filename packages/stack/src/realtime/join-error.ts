/** A refused join: the code and sentence the client reads in `reason`. */
export class JoinError extends Error {
	override readonly name = "JoinError";
	readonly code: string | undefined;

	constructor(code: string | undefined, message: string) {
		super(message);
		this.code = code;
	}

	get reason(): string {
		return this.code === undefined ? this.message : `${this.code}: ${this.message}`;
	}
}
