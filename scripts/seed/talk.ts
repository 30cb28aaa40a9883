/** What people write about one thing, and what they are answered. */
export type Topic = { title: string; asks: readonly string[]; answers: readonly string[] };

export type Language = {
	code: string;
	timezone: string;
	firstNames: readonly string[];
	lastNames: readonly string[];
	topics: readonly Topic[];
	/** What visitors write when the talk goes on. */
	follows: readonly string[];
	/** What agents write when the talk goes on. */
	replies: readonly string[];
	thanks: readonly string[];
	closings: readonly string[];
	greeting: string;
};

const words = (text: string) => text.split(" ");

const english: Language = {
	code: "en-US",
	timezone: "America/New_York",
	firstNames: words("Olivia Liam Emma Noah Ava Ethan Mia Lucas Zoë Mason Ruby Caleb Ivy Owen Nora"),
	lastNames: words(
		"Smith Carter Hughes Bennett Foster Reyes Coleman Price Ward Sullivan Nguyen Okafor",
	),
	topics: [
		{
			title: "Where is order {order}?",
			asks: [
				"Hi, where is my order {order}? It should have been here last week.",
				"The tracking page for {order} hasn't changed in days. Is the parcel lost?",
			],
			answers: [
				"I looked at {order}: the carrier has it at the depot in {city} and delivers tomorrow.",
				"Sorry about the wait. I have asked the carrier about {order} and will write as soon as I know more.",
			],
		},
		{
			title: "Refund for {order}",
			asks: [
				"I sent the {product} back two weeks ago and still have no refund.",
				"You charged me twice for order {order}. Please refund one of them.",
			],
			answers: [
				"The refund for {order} is on its way; banks take three to five days.",
				"You are right, that was charged twice. I have just returned the second payment.",
			],
		},
		{
			title: "Can't sign in",
			asks: [
				"I can't log in any more, the password reset mail never arrives.",
				"It says my account is locked. I need to change the address on {order}.",
			],
			answers: [
				"I have unlocked your account. Please try again, and look into the spam folder too.",
				"The reset link is valid for an hour. I have sent you a fresh one.",
			],
		},
		{
			title: "Question about the {product}",
			asks: [
				"Does the {product} also work with the older model?",
				"Which size of the {product} would you recommend for a small kitchen?",
			],
			answers: [
				"Yes, the {product} fits all models since 2019.",
				"For most people the smaller {product} is enough. You can return it within 30 days.",
			],
		},
		{
			title: "{product} arrived broken",
			asks: [
				"The {product} arrived with a crack on one side. See order {order}.",
				"My {product} stopped working after two days :(",
			],
			answers: [
				"That must not happen. A new {product} leaves our warehouse in {city} today.",
				"Could you send me a photo of the damage? Then I can replace it right away.",
			],
		},
	],
	follows: [
		"Any news?",
		"Okay, and how long will that take?",
		"I tried that, but nothing has changed.",
		"The number is {order}, as I wrote.",
		"Can you send it to my office in {city} instead?",
		"I would rather have the {product} in blue, is that possible?",
		"Great, and will I get an invoice with it?",
	],
	replies: [
		"Let me check that for you.",
		"One moment please, I am asking a colleague.",
		"Could you tell me the order number?",
		"That takes two working days as a rule.",
		"I have changed it for you.",
		"You find the invoice in your account, under orders.",
	],
	thanks: ["Thank you so much!", "Perfect, thanks for the quick help.", "Thanks, that's all."],
	closings: [
		"You're welcome, have a nice day!",
		"Glad I could help.",
		"Write any time if something comes up.",
	],
	greeting: "Hi there! How can we help you today?",
};

const german: Language = {
	code: "de-DE",
	timezone: "Europe/Berlin",
	firstNames: words("Anna Jürgen Lena Felix Käthe Jonas Greta Björn Mila Stefan Sören Ursula"),
	lastNames: words("Müller Schäfer Weiß Krüger Vogel Lindner Böhm Hartmann Jäger Sommer"),
	topics: [
		{
			title: "Wo bleibt {order}?",
			asks: [
				"Guten Tag, wo bleibt meine Bestellung {order}?",
				"Die Lieferung {order} ist seit Tagen überfällig.",
			],
			answers: [
				"Das Paket {order} liegt in {city} und kommt morgen.",
				"Ich habe beim Zusteller nachgefragt und melde mich.",
			],
		},
		{
			title: "Rückerstattung",
			asks: [
				"Ich habe {product} zurückgeschickt und noch kein Geld erhalten.",
				"Die Rechnung zu {order} stimmt nicht.",
			],
			answers: [
				"Die Erstattung ist unterwegs, das dauert drei bis fünf Tage.",
				"Sie haben recht, ich habe die Rechnung berichtigt.",
			],
		},
	],
	follows: [
		"Gibt es etwas Neues?",
		"Das habe ich schon versucht, es ändert sich nichts.",
		"Können Sie es nach {city} schicken?",
	],
	replies: [
		"Einen Moment bitte, ich schaue nach.",
		"Das dauert in der Regel zwei Werktage.",
		"Ich habe es für Sie geändert.",
	],
	thanks: ["Vielen Dank!", "Super, danke für die schnelle Hilfe."],
	closings: ["Gern geschehen, schönen Tag noch!", "Melden Sie sich jederzeit."],
	greeting: "Hallo! Wie können wir helfen?",
};

const french: Language = {
	code: "fr-FR",
	timezone: "Europe/Paris",
	firstNames: words("Chloé Hugo Léa Jules Zoé Rémi Manon Théo Inès Benoît"),
	lastNames: words("Lefèvre Moreau Girard Béranger Dupont Noël Fontaine Marchand"),
	topics: [
		{
			title: "Où est la commande {order} ?",
			asks: [
				"Bonjour, où est ma commande {order} ?",
				"Le suivi de {order} ne bouge plus depuis lundi.",
			],
			answers: [
				"Le colis {order} est à {city}, il arrive demain.",
				"Je relance le transporteur et je vous réécris.",
			],
		},
		{
			title: "Remboursement",
			asks: [
				"J'ai renvoyé {product} et je n'ai toujours pas été remboursé.",
				"Vous m'avez débité deux fois pour {order}.",
			],
			answers: [
				"Le remboursement est parti, comptez trois à cinq jours.",
				"C'est exact, je viens de corriger le deuxième prélèvement.",
			],
		},
	],
	follows: [
		"Des nouvelles ?",
		"J'ai déjà essayé, rien n'a changé.",
		"Pouvez-vous l'envoyer à {city} ?",
	],
	replies: [
		"Un instant, je vérifie.",
		"Cela prend deux jours ouvrés en général.",
		"C'est modifié.",
	],
	thanks: ["Merci beaucoup !", "Parfait, merci."],
	closings: ["Avec plaisir, bonne journée !", "N'hésitez pas à nous réécrire."],
	greeting: "Bonjour ! Comment pouvons-nous vous aider ?",
};

const spanish: Language = {
	code: "es-ES",
	timezone: "Europe/Madrid",
	firstNames: words("Lucía Martín Sofía Íñigo Paula Andrés Begoña Raúl"),
	lastNames: words("García Muñoz Peña Ibáñez Ortega Cordero Núñez"),
	topics: [
		{
			title: "¿Dónde está {order}?",
			asks: ["Hola, ¿dónde está mi pedido {order}?", "El pedido {order} no ha llegado todavía."],
			answers: [
				"El paquete {order} está en {city} y llega mañana.",
				"He preguntado al transportista, le escribo en cuanto sepa más.",
			],
		},
		{
			title: "Devolución",
			asks: ["He devuelto {product} y no me han reembolsado.", "{product} llegó roto."],
			answers: ["El reembolso tarda de tres a cinco días.", "Le envío uno nuevo hoy mismo."],
		},
	],
	follows: ["¿Hay novedades?", "Ya lo probé y sigue igual.", "¿Puede enviarlo a {city}?"],
	replies: ["Un momento, lo compruebo.", "Ya está cambiado."],
	thanks: ["¡Muchas gracias!", "Perfecto, gracias."],
	closings: ["¡De nada, buen día!"],
	greeting: "¡Hola! ¿En qué podemos ayudarle?",
};

const japanese: Language = {
	code: "ja-JP",
	timezone: "Asia/Tokyo",
	firstNames: words("陽菜 蓮 葵 大翔 さくら 健太"),
	lastNames: words("佐藤 鈴木 高橋 田中 渡辺 山本"),
	topics: [
		{
			title: "注文 {order} について",
			asks: ["注文 {order} がまだ届きません。", "{product} の返品をお願いします。"],
			answers: [
				"{order} は {city} にあり、明日届く予定です。",
				"返品を承りました。返金まで三日ほどかかります。",
			],
		},
	],
	follows: ["その後いかがでしょうか。", "試しましたが変わりません。"],
	replies: ["少々お待ちください。確認いたします。", "変更いたしました。"],
	thanks: ["ありがとうございます。"],
	closings: ["またいつでもご連絡ください。"],
	greeting: "こんにちは。ご用件をお聞かせください。",
};

const arabic: Language = {
	code: "ar-EG",
	timezone: "Africa/Cairo",
	firstNames: words("ليلى يوسف مريم عمر نور خالد"),
	lastNames: words("حسن إبراهيم منصور عثمان فاروق"),
	topics: [
		{
			title: "الطلب {order}",
			asks: ["مرحبا، أين طلبي {order}؟", "وصل {product} مكسورا."],
			answers: ["الطرد {order} في {city} ويصل غدا.", "سنرسل لك بديلا اليوم."],
		},
	],
	follows: ["هل من جديد؟", "جربت ذلك ولم يتغير شيء."],
	replies: ["لحظة من فضلك.", "تم التغيير."],
	thanks: ["شكرا جزيلا!"],
	closings: ["على الرحب والسعة."],
	greeting: "مرحبا! كيف يمكننا مساعدتك؟",
};

export const LANGUAGES: readonly (readonly [weight: number, language: Language])[] = [
	[60, english],
	[14, german],
	[9, french],
	[9, spanish],
	[5, japanese],
	[3, arabic],
];

export const PRODUCTS = words(
	"kettle lamp backpack headphones blender keyboard tent bicycle camera chair desk mixer monitor oven printer radio scale shelf speaker stove toaster umbrella vacuum wallet watch",
);
export const CITIES = words(
	"Lisbon Hamburg Lyon Leeds Porto Kyoto Austin Turin Malmö Gdańsk Cairo Denver Bilbao",
);
export const TAGS = words(
	"delivery billing refund question bug feedback vip returns account shipping-delay damaged wholesale warranty invoice feature-request escalated press legal partner recall",
);
export const NOTES = [
	"Same as last month, see the ticket about the {product}.",
	"Refund approved up to 50, no need to ask again.",
	"Warehouse in {city} says {order} left yesterday.",
	"Please be kind, third mail this week.",
	"Waiting for the carrier, do not close.",
] as const;
