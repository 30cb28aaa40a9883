import type { ReactNode } from "react";
import { Mark } from "../../components/ui/mark.tsx";

export default function AuthLayout({ children }: { children: ReactNode }) {
	return (
		<main className="mx-auto flex min-h-dvh w-full max-w-88 flex-col justify-center px-4 py-12">
			<Mark className="mb-6 size-9" />
			{children}
		</main>
	);
}
