import type { Words } from "../keys.ts";
import type { en } from "./en.ts";

/** French. */
export const fr: Words<keyof typeof en> = {
	"common.actions.askQuestion": "Poser une question",
	"common.actions.attachFiles": "Joindre des fichiers",
	"common.actions.back": "Retour",
	"common.actions.close": "Fermer",
	"common.actions.discard": "Abandonner",
	"common.actions.removeFile": "Retirer le fichier",
	"common.actions.retry": "Réessayer",
	"common.actions.send": "Envoyer le message",
	"common.actions.tryAgain": "Réessayer",
	"common.brand.watermark": "",
	"common.fallbacks.aiAssistant": "Assistant IA",
	"common.fallbacks.cossistant": "Cossistant",
	"common.fallbacks.someone": "Quelqu’un",
	"common.fallbacks.supportTeam": "Assistance",
	"common.fallbacks.unknown": "Inconnu",
	"common.fallbacks.you": "Vous",
	"common.labels.aiAgentIndicator": "IA",
	"common.labels.supportAway": "Absents, réponse par message",
	"common.labels.supportOnline": ({ variables: { names }, utils }) =>
		names.length > 2
			? `${utils.formatNumber(names.length)} personnes en ligne`
			: `${utils.list(names)} en ligne`,
	"component.connection.offline":
		"Vous êtes hors ligne. Vos messages partiront dès votre reconnexion.",
	"component.connection.reconnecting": "Reconnexion…",
	"component.conversationButtonLink.fallbackTitle": "Conversation",
	"component.conversationButtonLink.lastMessage.agent": "{name} : {text}",
	"component.conversationButtonLink.lastMessage.visitor": "Vous : {text}",
	"component.conversationButtonLink.status.closed": "Fermée",
	"component.conversationButtonLink.status.open": "Ouverte",
	"component.conversationButtonLink.status.resolved": "Résolue",
	"component.conversationButtonLink.status.spam": "Indésirable",
	"component.conversationButtonLink.typing": "{name} écrit…",
	"component.conversationButtonLink.unread": ({ variables: { count }, utils }) =>
		`${utils.formatNumber(count)} ${utils.pluralize(count, { one: "non lu", other: "non lus" })}`,
	"component.conversationEvent.assigned": "Conversation attribuée par {actorName}",
	"component.conversationEvent.default": "Conversation modifiée par {actorName}",
	"component.conversationEvent.participantJoined": "{actorName} participe à la conversation",
	"component.conversationEvent.participantLeft": "{actorName} ne participe plus à la conversation",
	"component.conversationEvent.participantRequested": "Renfort demandé par {actorName}",
	"component.conversationEvent.priorityChanged": "Priorité modifiée par {actorName}",
	"component.conversationEvent.reopened": "Conversation rouverte par {actorName}",
	"component.conversationEvent.resolved": "Conversation résolue par {actorName}",
	"component.conversationEvent.statusChanged": "Statut modifié par {actorName}",
	"component.conversationEvent.tagAdded": "Étiquette ajoutée par {actorName}",
	"component.conversationEvent.tagRemoved": "Étiquette retirée par {actorName}",
	"component.conversationEvent.unassigned": "Attribution retirée par {actorName}",
	"component.conversationEvent.visitorBlocked": "Visiteur bloqué par {actorName}",
	"component.conversationEvent.visitorIdentified": "Adresse e-mail donnée par {actorName}",
	"component.conversationEvent.visitorUnblocked": "Visiteur débloqué par {actorName}",
	"component.conversationPage.closedMessage":
		"Cette conversation est résolue. Écrivez de nouveau pour la rouvrir.",
	"component.conversationPage.loadFailed":
		"Les messages ne peuvent pas être chargés pour le moment.",
	"component.conversationPage.notFound": "Cette conversation n’est plus disponible.",
	"component.identificationTool.cta": "Partager l’adresse",
	"component.identificationTool.description":
		"Pour que nous puissions vous joindre si vous quittez cette page.",
	"component.identificationTool.error": "Cela n’a pas fonctionné. Veuillez réessayer.",
	"component.identificationTool.eventLog": "Adresse e-mail donnée par {actorName}",
	"component.identificationTool.inputLabel": "Adresse e-mail",
	"component.identificationTool.inputPlaceholder": "vous@exemple.fr",
	"component.identificationTool.loading": "Enregistrement…",
	"component.identificationTool.success": "Merci. Nous vous écrirons à cette adresse.",
	"component.identificationTool.title": "Où pouvons-nous vous joindre ?",
	"component.identificationTool.validation": "Saisissez une adresse e-mail valide.",
	"component.message.deleted": "Ce message a été supprimé",
	"component.message.edited": "Modifié",
	"component.message.failed.blocked": "Non envoyé. Vous ne pouvez pas écrire à cette équipe.",
	"component.message.failed.general": "Non envoyé.",
	"component.message.failed.rateLimited": ({ variables: { seconds }, utils }) =>
		`Non envoyé : trop de messages à la fois. Réessayez dans ${utils.formatNumber(seconds)} s.`,
	"component.message.failed.tooLong": "Non envoyé : le message est trop long.",
	"component.message.seen": "Vu",
	"component.message.seenBy": ({ variables: { names }, utils }) => `Vu par ${utils.list(names)}`,
	"component.message.sending": "Envoi…",
	"component.message.timestamp.aiIndicator": "IA",
	"component.message.tooLong": ({ variables: { over }, utils }) =>
		`${utils.formatNumber(over)} ${utils.pluralize(over, { one: "caractère", other: "caractères" })} de trop`,
	"component.multimodalInput.label": "Votre message",
	"component.multimodalInput.placeholder": "Écrivez un message…",
	"component.multimodalInput.remove": "Retirer",
	"component.navigation.articles": "Articles",
	"component.navigation.home": "Accueil",
	"component.timeline.jumpToLatest": "Aller au plus récent",
	"component.timeline.label": "Messages",
	"component.timeline.loading": "Chargement des messages…",
	"component.timeline.newMessages": ({ variables: { count }, utils }) =>
		`${utils.formatNumber(count)} ${utils.pluralize(count, { one: "nouveau message", other: "nouveaux messages" })}`,
	"component.timeline.typing": ({ variables: { names }, utils }) =>
		`${utils.list(names)} ${names.length === 1 ? "écrit" : "écrivent"}…`,
	"component.window.failed": "L’assistance ne peut pas s’afficher pour le moment.",
	"component.window.label": "Assistance {websiteName}",
	"page.conversationHistory.empty": "Aucune conversation pour l’instant",
	"page.conversationHistory.emptyHint": "Vos questions apparaîtront ici.",
	"page.conversationHistory.loadFailed":
		"Vos conversations ne peuvent pas être chargées pour le moment.",
	"page.conversationHistory.loading": "Chargement des conversations…",
	"page.conversationHistory.showMore": "Afficher plus",
	"page.conversationHistory.title": "Conversations",
	"page.home.continue": "Reprendre votre conversation",
	"page.home.greeting": ({ context, utils }) => {
		const [firstName] = (context.visitor?.contact?.name ?? "").split(" ");
		const hello = utils.timeOfDay().token === "evening" ? "Bonsoir" : "Bonjour";
		return firstName ? `${hello} ${firstName}` : hello;
	},
	"page.home.history.all": "Toutes les conversations",
	"page.home.history.more": ({ variables: { count }, utils }) =>
		`${utils.formatNumber(count)} de plus`,
	"page.home.quickOptions": "Questions fréquentes",
	"page.home.tagline": "Comment pouvons-nous vous aider ?",
};
