import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** The secrets of one checkout; made once, kept beside its data, never in the repository. */
export type Keys = {
	publishableKey: string;
	secretKey: string;
	jwtSecret: string;
	databasePassword: string;
};

/** Reads the keys of this checkout, or makes them. */
export function loadKeys(file: string): Keys {
	if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8")) as Keys;
	const keys: Keys = {
		publishableKey: `sb_publishable_${random(16)}_${random(6)}`,
		secretKey: `sb_secret_${random(16)}_${random(6)}`,
		jwtSecret: random(48),
		databasePassword: random(18),
	};
	mkdirSync(dirname(file), { recursive: true });
	writeFileSync(file, `${JSON.stringify(keys, null, "\t")}\n`, { mode: 0o600 });
	return keys;
}

/** The signing secret as a JSON Web Key, private as symmetric keys are. */
export function signingKey(jwtSecret: string): { kty: "oct"; alg: "HS256"; k: string } {
	return { kty: "oct", alg: "HS256", k: Buffer.from(jwtSecret).toString("base64url") };
}

function random(bytes: number): string {
	// Letters and digits only, so that the keys pass unharmed through shells, URLs and .env files.
	return randomBytes(bytes * 2)
		.toString("base64")
		.replace(/[^A-Za-z0-9]/g, "")
		.slice(0, Math.ceil((bytes * 4) / 3));
}
