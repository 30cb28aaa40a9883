import { Face, type FaceProps, type Person } from "./face.tsx";

const SHOWN = 3;

export type FacesProps = {
	people: readonly Person[];
	onlineIds?: ReadonlySet<string> | undefined;
	size?: FaceProps["size"];
};

/** A few people, one over the other. */
export function Faces({ people, onlineIds, size = "normal" }: FacesProps) {
	if (people.length === 0) return null;
	return (
		<span className="co-faces" aria-hidden="true">
			{people.slice(0, SHOWN).map((person) => (
				<Face
					key={person.id}
					person={person}
					size={size}
					isOnline={onlineIds?.has(person.id) ?? false}
				/>
			))}
		</span>
	);
}
