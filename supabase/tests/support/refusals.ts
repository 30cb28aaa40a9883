import { appendFileSync } from "node:fs";

/** Notes that a test has seen a function refuse, where a whole run asks for it: at its end every refusal must have been seen. */
export function noteRefusal(functionName: string, code: string): void {
	const file = process.env.SUPPORT_REFUSALS_FILE;
	if (file && /^[a-z]+(_[a-z]+)*$/.test(code)) appendFileSync(file, `${functionName} ${code}\n`);
}
