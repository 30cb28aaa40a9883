import { createContext, useContext } from "react";

/** How an avatar's image stands: the fallback shows until it is there. */
export type AvatarImageStatus = "idle" | "loading" | "loaded" | "error";

export type AvatarContextValue = {
	status: AvatarImageStatus;
	setStatus: (status: AvatarImageStatus) => void;
};

export const AvatarContext = createContext<AvatarContextValue | null>(null);

export function useAvatar(part: string): AvatarContextValue {
	const avatar = useContext(AvatarContext);
	if (avatar === null) throw new Error(`${part} must be used inside <Avatar>.`);
	return avatar;
}
