import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { loadWorkspace } from "../lib/api/workspace.ts";
import { LAST_WEBSITE_COOKIE } from "../lib/last-website.ts";

/** The start: the inbox last looked at, or the first run. */
export default async function Page() {
	const [{ websites }, store] = await Promise.all([loadWorkspace(), cookies()]);
	const last = store.get(LAST_WEBSITE_COOKIE)?.value;
	const website = websites.find(({ id }) => id === last) ?? websites[0];
	redirect(website === undefined ? "/welcome" : `/w/${website.id}/open`);
}
