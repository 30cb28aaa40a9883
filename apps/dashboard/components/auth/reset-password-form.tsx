"use client";

import { useSupabase } from "../shell/config-provider.tsx";
import { Field } from "../ui/field.tsx";
import { Notice } from "../ui/notice.tsx";
import { SubmitButton } from "../ui/submit-button.tsx";
import { AuthHeading } from "./auth-heading.tsx";
import { fieldsOf, useAuthForm } from "./use-auth-form.ts";

/** Chooses a new password, for whoever came by the link. */
export function ResetPasswordForm() {
	const supabase = useSupabase();
	const form = useAuthForm();

	function save(read: (name: string) => string) {
		return form.attempt("save", async () => {
			const { error } = await supabase().auth.updateUser({ password: read("password") });
			return error === null ? { goTo: "/" } : { error };
		});
	}

	return (
		<>
			<AuthHeading title="Choose a new password">Then you are signed in.</AuthHeading>
			<form
				method="post"
				onSubmit={(event) => void save(fieldsOf(event))}
				className="flex flex-col gap-4"
			>
				{form.problem !== null && <Notice tone="danger">{form.problem}</Notice>}
				<Field
					label="New password"
					name="password"
					type="password"
					autoComplete="new-password"
					minLength={8}
					required
					hint="At least 8 characters."
				/>
				<SubmitButton isBusy={form.busyWith !== null}>Save and go on</SubmitButton>
			</form>
		</>
	);
}
