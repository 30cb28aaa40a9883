import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { SignOutButton } from "../shell/sign-out-button.tsx";
import { cx } from "../ui/cx.ts";
import { Mark } from "../ui/mark.tsx";

const STEPS = ["Your team", "Your website", "Install"] as const;

/** The frame of the first run: where you are, and a way out. `step` counts from 1; none for a later website. */
export function SetupFrame({ step, children }: { step?: 1 | 2 | 3; children: ReactNode }) {
	return (
		<div className="mx-auto flex min-h-dvh w-full max-w-150 flex-col px-4 sm:px-6">
			<header className="flex h-16 items-center justify-between">
				<Mark className="size-7" />
				<SignOutButton />
			</header>
			<main className="flex-1 pt-[6dvh] pb-16">
				{step !== undefined && <Steps current={step} />}
				{children}
			</main>
		</div>
	);
}

function Steps({ current }: { current: number }) {
	return (
		<ol aria-label="Steps" className="mb-8 flex flex-wrap items-center gap-x-5 gap-y-2 text-sm">
			{STEPS.map((name, index) => {
				const isDone = index + 1 < current;
				const isCurrent = index + 1 === current;
				return (
					<li
						key={name}
						aria-current={isCurrent ? "step" : undefined}
						className={cx(
							"flex items-center gap-2",
							isCurrent ? "font-medium text-ink" : "text-muted",
						)}
					>
						<span
							aria-hidden="true"
							className={cx(
								"flex size-5 items-center justify-center rounded-full border text-2xs tabular-nums",
								isDone && "border-success bg-success-soft text-success",
								isCurrent && "border-ink bg-ink text-surface",
							)}
						>
							{isDone ? <Check className="size-3" /> : index + 1}
						</span>
						{name}
						{isDone && <span className="sr-only">(done)</span>}
					</li>
				);
			})}
		</ol>
	);
}
