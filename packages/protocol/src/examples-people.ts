/** Examples of people, and what all examples share. */

export const at = "2026-11-21T12:00:00.123456+00:00";
export const ids = {
	organization: "0199a000-0000-7000-8000-000000000001",
	website: "0199a000-0000-7000-8000-000000000002",
	visitor: "0199a000-0000-7000-8000-000000000003",
	contact: "0199a000-0000-7000-8000-000000000004",
	conversation: "0199a000-0000-7000-8000-000000000005",
	item: "0199a000-0000-7000-8000-000000000006",
	ada: "0199a000-0000-4000-8000-000000000007",
	agent: "0199a000-0000-7000-8000-000000000008",
	tag: "0199a000-0000-7000-8000-000000000009",
	view: "0199a000-0000-7000-8000-00000000000a",
	notification: "0199a000-0000-7000-8000-00000000000a",
	company: "0199a000-0000-7000-8000-00000000000c",
};

export const humanAgent = { id: ids.ada, name: "Ada Lovelace", image: null, lastSeenAt: at };
export const aiAgent = { id: ids.agent, name: "Acme's helper", image: null };
export const participant = { id: ids.ada, type: "user", name: "Ada Lovelace", image: null };
export const visitorMetadata = { plan: "pro", seats: 3, isTrial: false, company: null };

export const publicContact = {
	id: ids.contact,
	name: "Vera",
	email: "vera@example.com",
	image: null,
	metadataHash: "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
	isVerified: true,
};
export const company = {
	id: ids.company,
	websiteId: ids.website,
	name: "Rubin & Sons",
	externalId: "company-1",
	createdAt: at,
};
export const contactDetails = {
	...publicContact,
	websiteId: ids.website,
	externalId: "user-1",
	isTest: false,
	isByTeam: false,
	mergedIntoId: null,
	metadata: visitorMetadata,
	verifiedMetadata: { plan: "pro", seats: 3 },
	teamMetadata: { company: null },
	claimedMetadata: { isTrial: false },
	company,
	createdAt: at,
	updatedAt: at,
};
export const publicVisitor = {
	id: ids.visitor,
	isBlocked: false,
	language: "en-GB",
	timezone: "Europe/London",
	contact: publicContact,
};
const { contact: _, ...visitorBase } = publicVisitor;
export const visitorDetails = {
	...visitorBase,
	websiteId: ids.website,
	contactId: ids.contact,
	isTest: false,
	browser: "Chrome 149",
	os: "Windows",
	deviceType: "desktop",
	screen: "1920x1080",
	page: { url: "https://shop.example/cart", title: "Cart" },
	referrer: null,
	createdAt: at,
	lastSeenAt: at,
};

export const knownVisitor = { visitor: visitorDetails, contact: contactDetails, sameBrowserAs: [] };

export const exportedPerson = {
	contact: contactDetails,
	mergedContacts: [],
	visitors: [{ ...visitorDetails, fingerprint: "f1" }],
	auditLog: [
		{
			action: "visitor_blocked",
			actorUserId: ids.ada,
			subjectId: ids.visitor,
			detail: {},
			createdAt: at,
		},
	],
};
