import type { Metadata } from "next";
import { SignUpForm } from "../../../components/auth/sign-up-form.tsx";

export const metadata: Metadata = { title: "Create an account" };

export default function Page() {
	return <SignUpForm />;
}
