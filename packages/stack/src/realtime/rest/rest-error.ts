/** An answer other than "accepted". */
export class RestError extends Error {
	override readonly name = "RestError";
	readonly status: number;
	readonly body: object;

	constructor(status: number, body: object) {
		super(`${status} ${JSON.stringify(body)}`);
		this.status = status;
		this.body = body;
	}
}
