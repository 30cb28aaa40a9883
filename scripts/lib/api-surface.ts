import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { root } from "../bootstrap/paths.mjs";

/** Where the committed surface lies: one file per package. */
export const surfaceFolder = join(root, "api-surface");

/** What each package offers to others: file name -> every public name with its type. */
export function apiSurfaces(): Map<string, string> {
	const packages = publicPackages();
	return new Map(
		packages.map(({ folder, entries }) => [`${folder}.d.ts`, format(HEADER + surfaceOf(entries))]),
	);
}

const HEADER =
	"// Every public name, written by `npm run surface`. A change here is a change of the product.\n\n";

function format(text: string): string {
	const biome = ["format", "--stdin-file-path=surface.d.ts"];
	return execFileSync("biome", biome, { cwd: root, input: text, encoding: "utf8" });
}

type Entry = { specifier: string; file: string };
type Exports = string | { [condition: string]: Exports };

function publicPackages(): { folder: string; entries: Entry[] }[] {
	return readdirSync(join(root, "packages")).flatMap((folder) => {
		const manifest = join(root, "packages", folder, "package.json");
		if (!existsSync(manifest)) return [];
		const { name, private: isPrivate, exports } = JSON.parse(readFileSync(manifest, "utf8"));
		return isPrivate ? [] : [{ folder, entries: entriesOf(folder, name, exports) }];
	});
}

function entriesOf(folder: string, name: string, exports: Record<string, Exports>): Entry[] {
	return Object.entries(exports).flatMap(([path, value]) =>
		conditions(value)
			// Generated types have a check of their own.
			.filter(({ file }) => /\.tsx?$/.test(file) && !file.endsWith(".types.ts"))
			.map(({ file, condition }) => ({
				specifier: name + path.slice(1) + condition,
				file: join(root, "packages", folder, file),
			})),
	);
}

function conditions(value: Exports): { file: string; condition: string }[] {
	if (typeof value === "string") return [{ file: value, condition: "" }];
	return Object.entries(value).flatMap(([condition, inner]) =>
		conditions(inner).map(({ file }) => ({
			file,
			condition: condition === "default" ? "" : ` (${condition})`,
		})),
	);
}

function surfaceOf(entries: Entry[]): string {
	const program = ts.createProgram(
		entries.map(({ file }) => file),
		compilerOptions(),
	);
	const checker = program.getTypeChecker();
	return entries
		.map(({ specifier, file }) => {
			const source = program.getSourceFile(file);
			const module = source && checker.getSymbolAtLocation(source);
			const names = module === undefined ? [] : checker.getExportsOfModule(module);
			const lines = names.map((symbol) => describe(checker, symbol)).sort();
			return `// ${specifier}\n\n${lines.join("\n")}\n`;
		})
		.join("\n");
}

function compilerOptions(): ts.CompilerOptions {
	const { config } = ts.readConfigFile(join(root, "tsconfig.base.json"), ts.sys.readFile);
	const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
	return {
		...options,
		lib: ["lib.es2023.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
		jsx: ts.JsxEmit.ReactJSX,
	};
}

const FORMAT =
	ts.TypeFormatFlags.NoTruncation |
	ts.TypeFormatFlags.UseAliasDefinedOutsideCurrentScope |
	ts.TypeFormatFlags.OmitParameterModifiers;

/** One public name in one line, without where it is declared: files may move, names may not. */
function describe(checker: ts.TypeChecker, exported: ts.Symbol): string {
	const symbol =
		exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
	const [declaration] = symbol.declarations ?? [];
	const { name } = exported;
	if (declaration === undefined) return `export ${name};`;
	if (symbol.flags & ts.SymbolFlags.Class)
		return `export class ${name} {${members(checker, symbol)}}`;
	if (symbol.flags & ts.SymbolFlags.Value) {
		const type = checker.getTypeOfSymbolAtLocation(symbol, declaration);
		const written = typeText(checker, type, declaration);
		return name === "default"
			? `declare const standard: ${written};\nexport { standard as default };`
			: `export const ${name}: ${written};`;
	}
	return `export ${oneLine(declaration.getText())}`.replace("export export", "export");
}

/** A zod schema is told by what it lets through: how it is put together is nobody's business. */
function typeText(checker: ts.TypeChecker, type: ts.Type, declaration: ts.Declaration): string {
	const output = type.getProperty("_output");
	if (output === undefined) return checker.typeToString(type, declaration, FORMAT);
	const passed = checker.getTypeOfSymbolAtLocation(output, declaration);
	return `ZodType<${checker.typeToString(passed, declaration, FORMAT)}>`;
}

/** What a class adds to the one it extends, its constructor first. */
function members(checker: ts.TypeChecker, symbol: ts.Symbol): string {
	const constructors = checker
		.getTypeOfSymbol(symbol)
		.getConstructSignatures()
		.map((signature) => checker.signatureToString(signature, undefined, FORMAT))
		.map((signature) => `constructor${signature.slice(0, signature.lastIndexOf(")") + 1)};`);
	const own = [...(symbol.members?.values() ?? [])]
		.filter(({ flags }) => flags & (ts.SymbolFlags.Property | ts.SymbolFlags.Method))
		.map((member) => {
			const type = checker.getTypeOfSymbol(member);
			return `${member.name}: ${checker.typeToString(type, undefined, FORMAT)};`;
		});
	return [...constructors, ...own].join(" ");
}

function oneLine(text: string): string {
	return text
		.replace(/\/\*\*[\s\S]*?\*\/|\/\/.*$/gm, "")
		.replace(/\s+/g, " ")
		.trim();
}
