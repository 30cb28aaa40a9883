import { topics } from "@cossistant/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { calls } from "./isolation/calls/index.ts";
import { type Cast, openCast } from "./isolation/cast.ts";
import { expectationsOf, subjectsOf } from "./isolation/expected.ts";
import { populate } from "./isolation/populate.ts";
import { rowsOf } from "./isolation/rows.ts";
import { type Caller, Refused } from "./support/caller.ts";
import { mayListen, maySpeak } from "./support/live.ts";

/*
 * What is left of a deleted website before the jobs have taken its rows away: nothing, for anybody who could see it.
 */

/** Tables and functions about the organization or the caller, which stay. */
const STAY = [
	...["audit_log", "invitations", "members", "organizations", "profiles"],
	...["change_member_role", "invite_member", "leave_organization", "list_members"],
	...["remove_member", "revoke_invitation"],
	...["create_organization", "create_website", "transfer_ownership", "update_organization"],
	...["list_notifications", "mark_notifications_read", "touch_agent", "update_profile"],
];
/** Functions that their calls ask about a website made for them. */
const ABOUT_ANOTHER = ["delete_website", "rotate_public_key"];
const tables = subjectsOf("select").filter((name) => !STAY.includes(name));
/** Each function that one of them was answered while the website was there. */
const allowed = expectationsOf("call").filter(
	({ on, caller, expected }) =>
		["vera", "vera2", "grace", "ada"].includes(caller) &&
		expected === "ok" &&
		![...STAY, ...ABOUT_ANOTHER].includes(on),
);

let cast: Cast;
let before: { sees: Record<string, number>; hears: string[] };
const args: Record<string, Record<string, unknown>> = {};

beforeAll(async () => {
	cast = await openCast();
	await populate(cast);
	for (const { on } of allowed) args[on] ??= (await calls[on]?.(cast)) ?? {};
	before = { sees: await seen(), hears: await openTopics() };
	await cast.ada.rpc("delete_website", { id: cast.acme.websiteId });
});
afterAll(() => cast.close());

const callerOf = (name: string): Caller => cast.callers[name] as Caller;

/** How many rows the team sees in each table. */
async function seen(): Promise<Record<string, number>> {
	const counts = tables.map(async (table) => {
		const { column, values } = rowsOf(table, cast);
		const answers = await Promise.all(
			[cast.ada, cast.grace].map(({ client }) => client.from(table).select().in(column, values)),
		);
		return [table, answers.reduce((sum, { data }) => sum + (data?.length ?? 0), 0)];
	});
	return Object.fromEntries(await Promise.all(counts));
}

/** The topics that somebody may do anything on, with their names. */
async function openTopics(): Promise<string[]> {
	const { vera, grace, conversationId: id, acme, sql } = cast;
	const ofBoth = [topics.conversation(id), topics.typingVisitor(id), topics.typingTeam(id)];
	const asked = [
		...[...ofBoth, topics.visitor(vera.id), topics.contact(String(vera.claims?.contact_id))].map(
			(topic) => ({ topic, name: "vera", claims: vera.claims }),
		),
		...[...ofBoth, topics.conversationTeam(id), topics.inbox(acme.websiteId)].map((topic) => ({
			topic,
			name: "grace",
			claims: grace.claims,
		})),
	];
	const answers = await Promise.all(
		asked.map(async ({ topic, name, claims }) => {
			const [hears, speaks] = [
				await mayListen(sql, claims, topic),
				await maySpeak(sql, claims, topic),
			];
			const may = [hears.broadcast, hears.presence, speaks.broadcast, speaks.presence];
			return may.includes(true) ? [`${name} on ${topic}`] : [];
		}),
	);
	return answers.flat();
}

describe("of a deleted website", () => {
	it.each(tables)("no row of %s is seen", async (table) => {
		expect(before.sees[table]).toBeGreaterThan(0);
		expect(await seen()).toMatchObject({ [table]: 0 });
	});

	it.each(allowed)("$caller gets nothing from $on", async ({ on, caller }) => {
		const answer = await callerOf(caller)
			.rpc(on, args[on])
			.catch((error: unknown) => error);

		expect(answer).toBeInstanceOf(Refused);
		// A visitor's session has ended; what an agent asks for is not there.
		expect((answer as Refused).code).toMatch(caller.startsWith("vera") ? /PT401/ : /PT40[49]/);
	});

	it("no topic is open", async () => {
		expect(before.hears).toHaveLength(10);
		expect(await openTopics()).toEqual([]);
	});

	it("no notification is listed", async () => {
		expect(await cast.grace.rpc("list_notifications")).toMatchObject({
			notifications: [],
			unreadCount: 0,
		});
	});
});
