import { z } from "zod";
import { id, moment, visitorMetadata } from "./common.ts";

/** A team member as visitors may know them: never an email address. */
export const humanAgent = z.object({
	id,
	name: z.string(),
	image: z.string().nullable(),
	/** Offline when null or older than five minutes. */
	lastSeenAt: moment.nullable(),
});
export type HumanAgent = z.infer<typeof humanAgent>;

export const aiAgent = z.object({ id, name: z.string(), image: z.string().nullable() });
export type AIAgent = z.infer<typeof aiAgent>;

/** A member of an organization as colleagues see them. */
export const member = z.object({
	organizationId: id,
	userId: id,
	role: z.enum(["owner", "admin", "member"]),
	name: z.string(),
	image: z.string().nullable(),
	email: z.string().nullable(),
	/** Away by choice. */
	isAway: z.boolean(),
	/** A heartbeat within five minutes of this answer, and not away. It ends by silence, which nothing tells of. */
	isOnline: z.boolean(),
	lastSeenAt: moment.nullable(),
	createdAt: moment,
});
export type Member = z.infer<typeof member>;

/** Answer of `list_members`. */
export const memberList = z.object({ members: z.array(member) });
export type MemberList = z.infer<typeof memberList>;

/** Someone of the team who takes part in a conversation, for names and faces beside messages. */
export const participant = z.object({
	id,
	type: z.enum(["user", "ai"]),
	name: z.string(),
	image: z.string().nullable(),
});
export type Participant = z.infer<typeof participant>;

/** The same as the team sees it: with those who are only asked, of whom the visitor does not know. */
export const teamParticipant = participant.extend({
	status: z.enum(["requested", "joined", "left"]),
});
export type TeamParticipant = z.infer<typeof teamParticipant>;

export const publicContact = z.object({
	id,
	name: z.string().nullable(),
	email: z.string().nullable(),
	image: z.string().nullable(),
	/** SHA-256 (hex) over the canonical JSON of the metadata: lets the client skip an update that changes nothing. */
	metadataHash: z.string().optional(),
	/** Whether the site's backend vouched for this identity. */
	isVerified: z.boolean(),
});
export type PublicContact = z.infer<typeof publicContact>;

export const publicVisitor = z.object({
	id,
	isBlocked: z.boolean(),
	language: z.string().nullable(),
	timezone: z.string().nullable(),
	contact: publicContact.nullable(),
});
export type PublicVisitor = z.infer<typeof publicVisitor>;

/** Everything the team may know of a visitor. */
export const visitorDetails = publicVisitor.omit({ contact: true }).extend({
	websiteId: id,
	contactId: id.nullable(),
	/** Came with the test key. */
	isTest: z.boolean(),
	browser: z.string().nullable(),
	os: z.string().nullable(),
	deviceType: z.enum(["desktop", "mobile", "tablet", "unknown"]),
	screen: z.string().nullable(),
	page: z.object({ url: z.string(), title: z.string().nullable() }).nullable(),
	referrer: z.string().nullable(),
	createdAt: moment,
	lastSeenAt: moment.nullable(),
});
export type VisitorDetails = z.infer<typeof visitorDetails>;

/** Whom contacts work for, as the team sees it. */
export const company = z.object({
	id,
	websiteId: id,
	name: z.string(),
	/** The site's own id of it. */
	externalId: z.string().nullable(),
	createdAt: moment,
});
export type Company = z.infer<typeof company>;

/** Everything the team may know of a contact. */
export const contactDetails = publicContact.extend({
	websiteId: id,
	externalId: z.string().nullable(),
	/** Known by the test key alone. */
	isTest: z.boolean(),
	/** An agent made it: the team's word, until the site's backend vouches for the same person. */
	isByTeam: z.boolean(),
	/** The contact that the team shows in its place. */
	mergedIntoId: id.nullable(),
	/** All facts in one; of the same name the one that is vouched for more. */
	metadata: visitorMetadata,
	/** What the site's backend vouched for. */
	verifiedMetadata: visitorMetadata,
	/** What agents noted; visitors never see it. */
	teamMetadata: visitorMetadata,
	/** What a browser said: anybody can make these up. */
	claimedMetadata: visitorMetadata,
	company: company.nullable(),
	createdAt: moment,
	updatedAt: moment,
});
export type ContactDetails = z.infer<typeof contactDetails>;

/** A visitor with who they are. */
export const knownVisitor = z.object({
	visitor: visitorDetails,
	contact: contactDetails.nullable(),
	/** Visitors that are probably the same browser: a hint, never a proof. */
	sameBrowserAs: z.array(id),
});
export type KnownVisitor = z.infer<typeof knownVisitor>;

/** Answer of `get_contact`. */
export const openedContact = z.object({
	contact: contactDetails,
	/** Contacts that the team shows as this one. */
	mergedContacts: z.array(contactDetails),
	/** Its browsers and those of merged ones, seen last first. */
	visitors: z.array(knownVisitor),
});
export type OpenedContact = z.infer<typeof openedContact>;

/** What is kept of a person, beside their conversations. */
export const exportedPerson = z.object({
	contact: contactDetails,
	mergedContacts: z.array(contactDetails),
	visitors: z.array(visitorDetails.extend({ fingerprint: z.string().nullable() })),
	/** What the audit log says of them. */
	auditLog: z.array(
		z.object({
			action: z.string(),
			actorUserId: id.nullable(),
			subjectId: id,
			detail: z.record(z.string(), z.unknown()),
			createdAt: moment,
		}),
	),
});
export type ExportedPerson = z.infer<typeof exportedPerson>;

/** Answer of `list_contacts`, newest first. */
export const contactPage = z.object({
	contacts: z.array(contactDetails),
	nextCursor: z.string().nullable(),
});
export type ContactPage = z.infer<typeof contactPage>;

/** Answer of `list_visitors`, seen last first; online is who was seen within five minutes. */
export const visitorPage = z.object({
	visitors: z.array(knownVisitor),
	nextCursor: z.string().nullable(),
});
export type VisitorPage = z.infer<typeof visitorPage>;

/** Answer of `list_companies`, newest first. */
export const companyPage = z.object({
	companies: z.array(company),
	nextCursor: z.string().nullable(),
});
export type CompanyPage = z.infer<typeof companyPage>;
