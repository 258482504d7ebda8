/** The installation's `ContactableConfig`, read once at start. */
export const CONTACTABLE_CONFIG = Symbol('what may be asked, of whom and how politely');
