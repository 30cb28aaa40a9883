import { Avatar } from "../../primitives/avatar/avatar.tsx";
import { AvatarFallback } from "../../primitives/avatar/avatar-fallback.tsx";
import { AvatarImage } from "../../primitives/avatar/avatar-image.tsx";

/** Somebody to show: of the team, or the website itself. */
export type Person = { id: string; name: string; image: string | null };

export type FaceProps = { person: Person; size?: "small" | "normal" | "large"; isOnline?: boolean };

/** A person's picture or initials, in a tint that stays theirs. */
export function Face({ person, size = "normal", isOnline = false }: FaceProps) {
	return (
		<span className="co-face" data-size={size} data-online={isOnline ? "" : undefined}>
			<Avatar className="co-avatar" data-tint={tintOf(person.id)}>
				<AvatarImage className="co-avatar-image" src={person.image} alt="" />
				<AvatarFallback className="co-avatar-initials" name={person.name} />
			</Avatar>
		</span>
	);
}

const TINTS = 4;

function tintOf(id: string): number {
	let sum = 0;
	for (const letter of id) sum = (sum * 31 + letter.charCodeAt(0)) % 997;
	return sum % TINTS;
}
