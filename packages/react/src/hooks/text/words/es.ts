import type { Words } from "../keys.ts";
import type { en } from "./en.ts";

const GREETINGS = { morning: "Buenos días", afternoon: "Buenas tardes", evening: "Buenas noches" };

/** Spanish. */
export const es: Words<keyof typeof en> = {
	"common.actions.askQuestion": "Hacer una pregunta",
	"common.actions.attachFiles": "Adjuntar archivos",
	"common.actions.back": "Atrás",
	"common.actions.close": "Cerrar",
	"common.actions.discard": "Descartar",
	"common.actions.removeFile": "Quitar archivo",
	"common.actions.retry": "Reintentar",
	"common.actions.send": "Enviar mensaje",
	"common.actions.tryAgain": "Intentar de nuevo",
	"common.brand.watermark": "",
	"common.fallbacks.aiAssistant": "Asistente de IA",
	"common.fallbacks.cossistant": "Cossistant",
	"common.fallbacks.someone": "Alguien",
	"common.fallbacks.supportTeam": "Soporte",
	"common.fallbacks.unknown": "Desconocido",
	"common.fallbacks.you": "Tú",
	"common.labels.aiAgentIndicator": "IA",
	"common.labels.supportAway": "Ausentes, responden por mensaje",
	"common.labels.supportOnline": ({ variables: { names }, utils }) =>
		names.length > 2
			? `${utils.formatNumber(names.length)} personas en línea`
			: `${utils.list(names)} en línea`,
	"component.connection.offline":
		"Estás sin conexión. Los mensajes se enviarán cuando vuelvas a conectarte.",
	"component.connection.reconnecting": "Reconectando…",
	"component.conversationButtonLink.fallbackTitle": "Conversación",
	"component.conversationButtonLink.lastMessage.agent": "{name}: {text}",
	"component.conversationButtonLink.lastMessage.visitor": "Tú: {text}",
	"component.conversationButtonLink.status.closed": "Cerrada",
	"component.conversationButtonLink.status.open": "Abierta",
	"component.conversationButtonLink.status.resolved": "Resuelta",
	"component.conversationButtonLink.status.spam": "No deseada",
	"component.conversationButtonLink.typing": "{name} está escribiendo…",
	"component.conversationButtonLink.unread": ({ variables: { count }, utils }) =>
		`${utils.formatNumber(count)} sin leer`,
	"component.conversationEvent.assigned": "Conversación asignada por {actorName}",
	"component.conversationEvent.default": "Conversación modificada por {actorName}",
	"component.conversationEvent.participantJoined": "{actorName} participa en la conversación",
	"component.conversationEvent.participantLeft": "{actorName} ya no participa en la conversación",
	"component.conversationEvent.participantRequested": "Refuerzo solicitado por {actorName}",
	"component.conversationEvent.priorityChanged": "Prioridad cambiada por {actorName}",
	"component.conversationEvent.reopened": "Conversación reabierta por {actorName}",
	"component.conversationEvent.resolved": "Conversación resuelta por {actorName}",
	"component.conversationEvent.statusChanged": "Estado cambiado por {actorName}",
	"component.conversationEvent.tagAdded": "Etiqueta añadida por {actorName}",
	"component.conversationEvent.tagRemoved": "Etiqueta quitada por {actorName}",
	"component.conversationEvent.unassigned": "Asignación retirada por {actorName}",
	"component.conversationEvent.visitorBlocked": "Visitante bloqueado por {actorName}",
	"component.conversationEvent.visitorIdentified": "Correo compartido por {actorName}",
	"component.conversationEvent.visitorUnblocked": "Visitante desbloqueado por {actorName}",
	"component.conversationPage.closedMessage":
		"Esta conversación está resuelta. Escribe de nuevo para reabrirla.",
	"component.conversationPage.loadFailed": "Los mensajes no se pueden cargar en este momento.",
	"component.conversationPage.notFound": "Esta conversación ya no está disponible.",
	"component.identificationTool.cta": "Compartir correo",
	"component.identificationTool.description":
		"Para que podamos contactarte si sales de esta página.",
	"component.identificationTool.error": "No ha funcionado. Inténtalo de nuevo.",
	"component.identificationTool.eventLog": "Correo compartido por {actorName}",
	"component.identificationTool.inputLabel": "Correo electrónico",
	"component.identificationTool.inputPlaceholder": "tu@ejemplo.es",
	"component.identificationTool.loading": "Guardando…",
	"component.identificationTool.success": "Gracias. Te escribiremos a esa dirección.",
	"component.identificationTool.title": "¿Dónde podemos contactarte?",
	"component.identificationTool.validation": "Introduce un correo electrónico válido.",
	"component.message.deleted": "Este mensaje se ha eliminado",
	"component.message.edited": "Editado",
	"component.message.failed.blocked": "No enviado. No puedes escribir a este equipo.",
	"component.message.failed.general": "No enviado.",
	"component.message.failed.rateLimited": ({ variables: { seconds }, utils }) =>
		`No enviado: demasiados mensajes seguidos. Inténtalo en ${utils.formatNumber(seconds)} s.`,
	"component.message.failed.tooLong": "No enviado: el mensaje es demasiado largo.",
	"component.message.seen": "Visto",
	"component.message.seenBy": ({ variables: { names }, utils }) => `Visto por ${utils.list(names)}`,
	"component.message.sending": "Enviando…",
	"component.message.timestamp.aiIndicator": "IA",
	"component.message.tooLong": ({ variables: { over }, utils }) =>
		`${utils.pluralize(over, { one: "Sobra", other: "Sobran" })} ${utils.formatNumber(over)} ${utils.pluralize(over, { one: "carácter", other: "caracteres" })}`,
	"component.multimodalInput.label": "Tu mensaje",
	"component.multimodalInput.placeholder": "Escribe un mensaje…",
	"component.multimodalInput.remove": "Quitar",
	"component.navigation.articles": "Artículos",
	"component.navigation.home": "Inicio",
	"component.timeline.jumpToLatest": "Ir a lo más reciente",
	"component.timeline.label": "Mensajes",
	"component.timeline.loading": "Cargando mensajes…",
	"component.timeline.newMessages": ({ variables: { count }, utils }) =>
		`${utils.formatNumber(count)} ${utils.pluralize(count, { one: "mensaje nuevo", other: "mensajes nuevos" })}`,
	"component.timeline.typing": ({ variables: { names }, utils }) =>
		`${utils.list(names)} ${names.length === 1 ? "está" : "están"} escribiendo…`,
	"component.window.failed": "El soporte no se puede mostrar en este momento.",
	"component.window.label": "Soporte de {websiteName}",
	"page.conversationHistory.empty": "Aún no hay conversaciones",
	"page.conversationHistory.emptyHint": "Lo que nos preguntes aparecerá aquí.",
	"page.conversationHistory.loadFailed": "Tus conversaciones no se pueden cargar en este momento.",
	"page.conversationHistory.loading": "Cargando conversaciones…",
	"page.conversationHistory.showMore": "Mostrar más",
	"page.conversationHistory.title": "Conversaciones",
	"page.home.continue": "Continuar la conversación",
	"page.home.greeting": ({ context, utils }) => {
		const [firstName] = (context.visitor?.contact?.name ?? "").split(" ");
		const hello = GREETINGS[utils.timeOfDay().token];
		return firstName ? `${hello}, ${firstName}` : hello;
	},
	"page.home.history.all": "Todas las conversaciones",
	"page.home.history.more": ({ variables: { count }, utils }) => `${utils.formatNumber(count)} más`,
	"page.home.quickOptions": "Preguntas frecuentes",
	"page.home.tagline": "¿Cómo podemos ayudarte?",
};
