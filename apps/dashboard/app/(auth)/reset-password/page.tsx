import type { Metadata } from "next";
import { ResetPasswordForm } from "../../../components/auth/reset-password-form.tsx";

export const metadata: Metadata = { title: "New password" };

export default function Page() {
	return <ResetPasswordForm />;
}
