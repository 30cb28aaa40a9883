/** The window's id unless it is given another: what the bubble says it controls. */
export const WINDOW_ID = "cossistant-window";
