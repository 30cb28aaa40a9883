/** What supabase/seed.sql puts into a local database, as far as a person or a program must know it. */
export const seeded = {
	agent: { email: "ada@acme.test", password: "acme-demo-password" },
	websiteKey: "pk_demo_acme_7Q2mVx",
	identitySecret: "demo.YWNtZS1kZW1vLWlkZW50aXR5LXNlY3JldC1mb3ItbG9jYWwtdXNl",
} as const;
