import { App } from "@supabase/lite";
import { createPostgresConnection } from "@supabase/lite/postgres";
import type { Service } from "../gateway/service.ts";
import type { Mailbox } from "../mail/mailbox.ts";

export type AuthOptions = {
	databaseUrl: string;
	jwtSecret: string;
	externalUrl: string;
	siteUrl: string;
	mailbox: Mailbox;
};

/** Creates the tables of schema auth. */
export async function installAuthTables(adminUrl: string): Promise<void> {
	const { app, connection } = createApp({ databaseUrl: adminUrl, jwtSecret: "x".repeat(40) });
	try {
		await app.ensureSystemSchema();
		await connection.driver.unsafe(OWNERSHIP).simple();
	} finally {
		await connection.close();
	}
}

const OWNERSHIP = `
	do $$
	declare
		found record;
	begin
		for found in select tablename from pg_catalog.pg_tables where schemaname = 'auth' loop
			execute format('alter table auth.%I owner to supabase_auth_admin', found.tablename);
			execute format('alter table auth.%I enable row level security', found.tablename);
			execute format('grant all on auth.%I to postgres with grant option', found.tablename);
		end loop;
	end $$;
`;

/** Starts Auth: password, magic link, one-time code, recovery. */
export async function startAuth(options: AuthOptions): Promise<Service> {
	const { app, connection } = createApp(options);
	return {
		name: "auth",
		fetch: (request) => app.fetch(request),
		stop: () => connection.close(),
	};
}

function createApp(options: Partial<AuthOptions> & { databaseUrl: string; jwtSecret: string }) {
	const connection = createPostgresConnection({
		url: options.databaseUrl,
		postgresOptions: { max: 5, onnotice: () => {}, connection: { application_name: "auth" } },
	});
	const email = {
		send: async (mail: { to: string; subject: string; html?: string; text?: string }) => {
			options.mailbox?.add(mail);
		},
	};
	const app = new App({
		connection,
		api: { enabled: false, external_url: options.externalUrl },
		db: { migrations: { enabled: false } },
		auth: {
			enabled: true,
			jwt_secret: options.jwtSecret,
			site_url: options.siteUrl ?? "http://127.0.0.1:3000",
			additional_redirect_urls: ["http://localhost:*/**", "http://127.0.0.1:*/**"],
			email: { enable_signup: true, enable_confirmations: false },
		},
		options: { drivers: { email } },
	} as unknown as ConstructorParameters<typeof App>[0]);
	return { app, connection };
}
