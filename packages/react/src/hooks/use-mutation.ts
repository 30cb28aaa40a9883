import { useCallback, useState } from "react";

/** An act that takes a while: how it stands, and the verb. */
export type Mutation<Variables, Answer> = {
	/** Acts; failure shows in `error`. */
	mutate: (variables: Variables) => void;
	/** Acts; failure rejects too. */
	mutateAsync: (variables: Variables) => Promise<Answer>;
	isPending: boolean;
	error: Error | null;
	reset: () => void;
};

type Standing = { isPending: boolean; error: Error | null };

const IDLE: Standing = { isPending: false, error: null };

/** Wraps `act`, which must keep its identity, as a mutation. */
export function useMutation<Variables, Answer>(
	act: (variables: Variables) => Promise<Answer>,
): Mutation<Variables, Answer> {
	const [standing, setStanding] = useState(IDLE);

	const mutateAsync = useCallback(
		async (variables: Variables) => {
			setStanding({ isPending: true, error: null });
			try {
				const answer = await act(variables);
				setStanding(IDLE);
				return answer;
			} catch (error) {
				setStanding({ isPending: false, error: error as Error });
				throw error;
			}
		},
		[act],
	);

	return {
		...standing,
		mutateAsync,
		mutate: useCallback((variables) => void mutateAsync(variables).catch(() => {}), [mutateAsync]),
		reset: useCallback(() => setStanding(IDLE), []),
	};
}
