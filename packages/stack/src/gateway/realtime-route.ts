import type { IncomingMessage, ServerResponse } from "node:http";
import { corsHeaders, preflight } from "./cors.ts";
import type { Upgrade } from "./gateway.ts";
import { writeResponse } from "./node-http.ts";
import { proxyRequest, proxyUpgrade } from "./proxy.ts";
import { unavailable } from "./routes.ts";

export type RealtimeRoute = {
	handle(incoming: IncomingMessage, outgoing: ServerResponse): void;
	upgrade(call: Upgrade): void;
};

/** Brings sockets and REST broadcasts to the Realtime server's own port. */
export function createRealtimeRoute(portOf: () => number | undefined): RealtimeRoute {
	return {
		handle(incoming, outgoing) {
			const port = portOf();
			const question = questionOf(incoming);
			if (incoming.method === "OPTIONS") return void writeResponse(preflight(question), outgoing);
			if (port === undefined) return void writeResponse(unavailable("realtime"), outgoing);
			for (const [name, value] of Object.entries(corsHeaders(question))) {
				outgoing.setHeader(name, value);
			}
			proxyRequest(incoming, outgoing, {
				target: { port, path: serverPath(incoming) },
				onError: () => void writeResponse(unavailable("realtime"), outgoing),
			});
		},
		upgrade({ incoming, socket, head }) {
			const port = portOf();
			if (port === undefined) {
				socket.end("HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\n\r\n");
			} else {
				proxyUpgrade(incoming, socket, { head, target: { port, path: serverPath(incoming) } });
			}
		},
	};
}

/** The socket's own path is /socket/websocket; the gateway hides the first part. */
function serverPath({ url = "/" }: IncomingMessage): string {
	const path = url.replace(/^\/realtime\/v1/, "");
	return path.startsWith("/websocket") ? `/socket${path}` : path;
}

function questionOf({ method = "GET", headers }: IncomingMessage): Request {
	const asked = headers["access-control-request-headers"];
	return new Request("http://localhost", {
		method,
		headers: asked === undefined ? {} : { "access-control-request-headers": asked },
	});
}
