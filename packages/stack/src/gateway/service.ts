/** A part of the platform that answers requests behind the gateway. */
export type Service = {
	name: string;
	/** Answers a request whose key was checked and whose token is in place. */
	fetch(request: Request): Promise<Response> | Response;
	stop(): Promise<void>;
};
