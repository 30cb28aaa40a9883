"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useState } from "react";
import { type Theme, wearTheme } from "../../lib/theme.ts";
import { Segmented } from "../ui/segmented.tsx";
import { useInitialTheme } from "./config-provider.tsx";

const CHOICES = [
	{
		value: "system",
		label: "As the system",
		icon: <Monitor className="size-3.5" aria-hidden="true" />,
	},
	{ value: "light", label: "Light", icon: <Sun className="size-3.5" aria-hidden="true" /> },
	{ value: "dark", label: "Dark", icon: <Moon className="size-3.5" aria-hidden="true" /> },
] as const;

/** Light, dark, or as the system wishes. */
export function ThemeSwitch() {
	const [theme, setTheme] = useState<Theme>(useInitialTheme());

	function choose(next: Theme) {
		setTheme(next);
		wearTheme(next);
	}

	return <Segmented label="Theme" choices={CHOICES} value={theme} onChange={choose} isIconOnly />;
}
