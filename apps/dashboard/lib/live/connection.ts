/** How the picture is kept: by Realtime, by asking again and again, or not at all. */
export type Connection = "idle" | "connecting" | "live" | "polling" | "offline";
