import type { SupportTextInput } from "../keys.ts";

/** The few words a closed widget needs; the rest comes with the window. */
export const bubbleWords = {
	en: {
		"component.bubble.open": "Open support",
		"component.bubble.loading": "Loading…",
		"component.bubble.retry": "Couldn’t load. Try again",
		"component.bubble.close": "Close support",
		"component.bubble.unread": unread("{n} unread message", "{n} unread messages"),
	},
	fr: {
		"component.bubble.open": "Ouvrir l’assistance",
		"component.bubble.loading": "Chargement…",
		"component.bubble.retry": "Échec du chargement. Réessayer",
		"component.bubble.close": "Fermer l’assistance",
		"component.bubble.unread": unread("{n} message non lu", "{n} messages non lus"),
	},
	es: {
		"component.bubble.open": "Abrir el soporte",
		"component.bubble.loading": "Cargando…",
		"component.bubble.retry": "No se pudo cargar. Intentar de nuevo",
		"component.bubble.close": "Cerrar el soporte",
		"component.bubble.unread": unread("{n} mensaje sin leer", "{n} mensajes sin leer"),
	},
};

function unread(one: string, other: string) {
	return ({ variables, utils }: SupportTextInput<"component.bubble.unread">) =>
		utils
			.pluralize(variables.count, { one, other })
			.replace("{n}", utils.formatNumber(variables.count));
}
