/** A refusal in the form Auth gives it: an HTTP status, a stable code and a sentence. */
export class AuthError extends Error {
	readonly status: number;
	readonly code: string;
	readonly details: object;

	constructor(status: number, code: string, message: string, details: object = {}) {
		super(message);
		this.name = "AuthError";
		this.status = status;
		this.code = code;
		this.details = details;
	}
}

const DATED_API = "2024-01-01";

/** The response to a refusal, in the shape of the API version the client asked for. */
export function authErrorResponse(error: AuthError, request: Request): Response {
	const { status, code, message, details } = error;
	const dated = (request.headers.get("x-supabase-api-version") ?? "") >= DATED_API;
	const body = dated
		? { code, message, ...details }
		: { code: status, error_code: code, msg: message, ...details };
	return Response.json(body, {
		status,
		headers: {
			"x-sb-error-code": code,
			...(dated ? { "x-supabase-api-version": DATED_API } : {}),
		},
	});
}

/** For what the hosted service can and this one cannot. */
export function notInLocalStack(what: string): AuthError {
	return new AuthError(
		501,
		"not_in_local_stack",
		`${what} is not in the local stack. Try it against a hosted project.`,
	);
}
