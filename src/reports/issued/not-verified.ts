/** Why a file is not what was issued: one sentence or two that say what is wrong. */
export class NotVerified extends Error {}
