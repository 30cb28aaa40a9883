"use client";

import { useRef } from "react";
import { signInPath } from "../../lib/auth/paths.ts";
import { useSupabase } from "../shell/config-provider.tsx";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { Notice } from "../ui/notice.tsx";
import { SubmitButton } from "../ui/submit-button.tsx";
import { AuthHeading } from "./auth-heading.tsx";
import { MailSent } from "./mail-sent.tsx";
import { TextLink } from "./text-link.tsx";
import { callbackUrl, fieldsOf, isFilled, readFields, useAuthForm } from "./use-auth-form.ts";

/** Shortest password taken. */
const PASSWORD_MIN_LENGTH = 8;

/** Creating an account. */
export function SignUpForm({ next }: { next: string }) {
	const supabase = useSupabase();
	const form = useAuthForm();
	const details = useRef<HTMLFormElement>(null);

	function signUp(read: (name: string) => string) {
		return form.attempt("sign-up", async () => {
			const email = read("email");
			const { data, error } = await supabase().auth.signUp({
				email,
				password: read("password"),
				options: { data: { name: read("name") }, emailRedirectTo: callbackUrl(next) },
			});
			if (error !== null) return { error };
			// Where addresses need no confirmation, the account is signed in at once.
			return data.session === null ? { mailedTo: email } : { goTo: next };
		});
	}

	/** An account without a password: the link is the proof, now and later. */
	function mailLink() {
		const { current } = details;
		if (current === null || !isFilled(current, ["name", "email"])) return;
		const read = readFields(current);
		void form.attempt("link", async () => {
			const email = read("email");
			const { error } = await supabase().auth.signInWithOtp({
				email,
				options: { data: { name: read("name") }, emailRedirectTo: callbackUrl(next) },
			});
			return error === null ? { mailedTo: email } : { error };
		});
	}

	if (form.mailedTo !== null) return <MailSent email={form.mailedTo} onBack={form.startOver} />;
	return (
		<>
			<AuthHeading title="Create an account">Two minutes to your first conversation.</AuthHeading>
			<form
				ref={details}
				method="post"
				onSubmit={(event) => void signUp(fieldsOf(event))}
				className="flex flex-col gap-4"
			>
				{form.problem !== null && <Notice tone="danger">{form.problem}</Notice>}
				<Field
					label="Your name"
					name="name"
					autoComplete="name"
					maxLength={100}
					required
					hint="Visitors see it beside your answers."
				/>
				<Field label="Email" name="email" type="email" autoComplete="username" required />
				<Field
					label="Password"
					name="password"
					type="password"
					autoComplete="new-password"
					minLength={PASSWORD_MIN_LENGTH}
					required
					hint={`At least ${PASSWORD_MIN_LENGTH} characters.`}
				/>
				<SubmitButton isBusy={form.busyWith === "sign-up"} disabled={form.busyWith !== null}>
					Create account
				</SubmitButton>
				<Button
					size="large"
					onClick={mailLink}
					isBusy={form.busyWith === "link"}
					disabled={form.busyWith !== null}
				>
					Without a password: email me a link
				</Button>
			</form>
			<p className="mt-6 text-muted text-sm">
				Already have one? <TextLink href={signInPath(next)}>Sign in</TextLink>
			</p>
		</>
	);
}
