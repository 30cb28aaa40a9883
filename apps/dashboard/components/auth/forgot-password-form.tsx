"use client";

import { useSupabase } from "../shell/config-provider.tsx";
import { Field } from "../ui/field.tsx";
import { Notice } from "../ui/notice.tsx";
import { SubmitButton } from "../ui/submit-button.tsx";
import { AuthHeading } from "./auth-heading.tsx";
import { MailSent } from "./mail-sent.tsx";
import { TextLink } from "./text-link.tsx";
import { callbackUrl, fieldsOf, useAuthForm } from "./use-auth-form.ts";

/** Asks for a link that leads to a new password. */
export function ForgotPasswordForm() {
	const supabase = useSupabase();
	const form = useAuthForm();

	function mailLink(read: (name: string) => string) {
		return form.attempt("recovery", async () => {
			const email = read("email");
			const { error } = await supabase().auth.resetPasswordForEmail(email, {
				redirectTo: callbackUrl("/reset-password"),
			});
			return error === null ? { mailedTo: email } : { error };
		});
	}

	if (form.mailedTo !== null) return <MailSent email={form.mailedTo} onBack={form.startOver} />;
	return (
		<>
			<AuthHeading title="Forgot your password?">
				We send you a link to choose a new one.
			</AuthHeading>
			<form
				method="post"
				onSubmit={(event) => void mailLink(fieldsOf(event))}
				className="flex flex-col gap-4"
			>
				{form.problem !== null && <Notice tone="danger">{form.problem}</Notice>}
				<Field label="Email" name="email" type="email" autoComplete="username" required />
				<SubmitButton isBusy={form.busyWith !== null}>Send the link</SubmitButton>
			</form>
			<p className="mt-6 text-muted text-sm">
				<TextLink href="/sign-in">Back to sign in</TextLink>
			</p>
		</>
	);
}
