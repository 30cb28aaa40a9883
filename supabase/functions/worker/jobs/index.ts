import type { ReadVariable } from "../../_shared/project-environment.ts";
import type { Rpc } from "../../_shared/rest-rpc.ts";
import type { Storage } from "../../_shared/storage.ts";
import type { Job } from "../database.ts";
import type { SendMail } from "../mailer.ts";
import { createDeleteFiles } from "./delete-files.ts";
import { createEraser, createForgetting, createRetention } from "./erasing.ts";
import { createInvitationMail } from "./invitation-mail.ts";
import { createLeaveCompany } from "./leave-company.ts";
import { createPurgeOrganization } from "./purge-organization.ts";
import { createPurgeWebsite } from "./purge-website.ts";
import { createSumUpReport } from "./sum-up-report.ts";
import { createUnassignMember } from "./unassign-member.ts";
import { createUntag } from "./untag.ts";

/** Does one job. It may be called again for a job that was done already: what it does must bear that. */
export type Handler = (job: Job, options: { signal: AbortSignal }) => Promise<void>;

export type Handlers = Readonly<Record<string, Handler>>;

/** What handlers work with. */
export type HandlerDeps = { rpc: Rpc; sendMail: SendMail; storage: Storage; read: ReadVariable };

/** Every kind of job and who does it; a new kind is a line here. */
export function createHandlers(deps: HandlerDeps): Handlers {
	return {
		apply_retention: createRetention(deps),
		delete_files: createDeleteFiles(deps),
		erase_person: createEraser(deps),
		forget_announcements: createForgetting(deps),
		invitation_mail: createInvitationMail(deps),
		leave_company: createLeaveCompany(deps),
		purge_organization: createPurgeOrganization(deps),
		purge_website: createPurgeWebsite(deps),
		sum_up_report: createSumUpReport(deps),
		unassign_member: createUnassignMember(deps),
		untag: createUntag(deps),
	};
}
