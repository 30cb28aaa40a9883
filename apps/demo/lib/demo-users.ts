/** People who have an account at the shop. `plan` and `signupDate` show up beside their conversations. */
export const DEMO_USERS = [
	{
		id: "user_vera",
		name: "Vera Rubin",
		email: "vera@example.com",
		plan: "Roaster's club",
		signupDate: "2025-03-14",
	},
	{
		id: "user_otto",
		name: "Otto Hahn",
		email: "otto@example.com",
		plan: "Single bags",
		signupDate: "2026-01-08",
	},
] as const;

export type DemoUser = (typeof DEMO_USERS)[number];

export function findDemoUser(id: string | undefined): DemoUser | undefined {
	return DEMO_USERS.find((user) => user.id === id);
}
