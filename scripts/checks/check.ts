/** One law of the repository: answers with what breaks it, in words that say what to do; nothing is good. */
export type Check = {
	name: string;
	run: () => Promise<string[]>;
};
