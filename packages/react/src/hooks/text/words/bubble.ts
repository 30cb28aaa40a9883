/** The few words a closed widget needs; the rest comes with the window. */
export const bubbleWords = {
	en: {
		"component.bubble.open": "Open support",
		"component.bubble.loading": "Loading…",
		"component.bubble.retry": "Couldn’t load. Try again",
		"component.bubble.close": "Close support",
		"component.bubble.unread": "{count} unread {count:message|messages}",
	},
	fr: {
		"component.bubble.open": "Ouvrir l’assistance",
		"component.bubble.loading": "Chargement…",
		"component.bubble.retry": "Échec du chargement. Réessayer",
		"component.bubble.close": "Fermer l’assistance",
		"component.bubble.unread": "{count} {count:message non lu|messages non lus}",
	},
	es: {
		"component.bubble.open": "Abrir el soporte",
		"component.bubble.loading": "Cargando…",
		"component.bubble.retry": "No se pudo cargar. Intentar de nuevo",
		"component.bubble.close": "Cerrar el soporte",
		"component.bubble.unread": "{count} {count:mensaje|mensajes} sin leer",
	},
};
