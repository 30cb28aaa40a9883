"use client";

import { useRouter } from "next/navigation";
import { fieldsOf } from "../auth/use-auth-form.ts";
import { useRpc } from "../shell/config-provider.tsx";
import { Field } from "../ui/field.tsx";
import { Notice } from "../ui/notice.tsx";
import { SubmitButton } from "../ui/submit-button.tsx";
import { useAct } from "../ui/use-act.ts";
import { SetupHeading } from "./setup-heading.tsx";

/** The first step: the team that answers. */
export function OrganizationForm() {
	const rpc = useRpc();
	const router = useRouter();
	const { isBusy, problem, run } = useAct();

	function create(read: (name: string) => string) {
		return run(
			async () => {
				await rpc("create_organization", { name: read("name") });
				router.refresh();
			},
			{ staysBusy: true },
		);
	}

	return (
		<>
			<SetupHeading title="Name your team">
				It owns your websites and everything your visitors write.
			</SetupHeading>
			<form
				method="post"
				onSubmit={(event) => void create(fieldsOf(event))}
				className="flex flex-col gap-5"
			>
				{problem !== null && <Notice tone="danger">{problem}</Notice>}
				<Field
					label="Team name"
					name="name"
					placeholder="Acme"
					autoComplete="organization"
					maxLength={100}
					autoFocus
					required
				/>
				<div>
					<SubmitButton isBusy={isBusy}>Create team</SubmitButton>
				</div>
			</form>
		</>
	);
}
