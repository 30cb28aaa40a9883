"use client";

import { useRef } from "react";
import { signUpPath } from "../../lib/auth/paths.ts";
import { useSupabase } from "../shell/config-provider.tsx";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { Notice } from "../ui/notice.tsx";
import { SubmitButton } from "../ui/submit-button.tsx";
import { AuthHeading } from "./auth-heading.tsx";
import { MailSent } from "./mail-sent.tsx";
import { TextLink } from "./text-link.tsx";
import { callbackUrl, fieldsOf, isFilled, readFields, useAuthForm } from "./use-auth-form.ts";

/** Signing in: with a password, or by a link in the mail. */
export function SignInForm({ next, problem }: { next: string; problem: string | null }) {
	const supabase = useSupabase();
	const form = useAuthForm(problem);
	const details = useRef<HTMLFormElement>(null);

	function signIn(read: (name: string) => string) {
		return form.attempt("password", async () => {
			const { error } = await supabase().auth.signInWithPassword({
				email: read("email"),
				password: read("password"),
			});
			return error === null ? { goTo: next } : { error };
		});
	}

	function mailLink() {
		const { current } = details;
		if (current === null || !isFilled(current, ["email"])) return;
		const address = readFields(current)("email");
		void form.attempt("link", async () => {
			const { error } = await supabase().auth.signInWithOtp({
				email: address,
				options: { emailRedirectTo: callbackUrl(next), shouldCreateUser: false },
			});
			return error === null ? { mailedTo: address } : { error };
		});
	}

	if (form.mailedTo !== null) return <MailSent email={form.mailedTo} onBack={form.startOver} />;
	return (
		<>
			<AuthHeading title="Sign in">Your visitors are waiting.</AuthHeading>
			<form
				ref={details}
				method="post"
				onSubmit={(event) => void signIn(fieldsOf(event))}
				className="flex flex-col gap-4"
			>
				{form.problem !== null && <Notice tone="danger">{form.problem}</Notice>}
				<Field label="Email" name="email" type="email" autoComplete="username" required />
				<Field
					label="Password"
					name="password"
					type="password"
					autoComplete="current-password"
					required
					aside={<TextLink href="/forgot-password">Forgot it?</TextLink>}
				/>
				<SubmitButton isBusy={form.busyWith === "password"} disabled={form.busyWith !== null}>
					Sign in
				</SubmitButton>
				<Button
					size="large"
					onClick={mailLink}
					isBusy={form.busyWith === "link"}
					disabled={form.busyWith !== null}
				>
					Email me a sign-in link
				</Button>
			</form>
			<p className="mt-6 text-muted text-sm">
				New here? <TextLink href={signUpPath(next)}>Create an account</TextLink>
			</p>
		</>
	);
}
