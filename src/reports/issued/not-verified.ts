/** Why a file is not what was issued: one sentence or two that say what is wrong. */
export class NotVerified extends Error {}

/** It may be what was issued: the key that it says it was signed with is not among those it was checked with. */
export class KeyNotGiven extends NotVerified {
  /** @param signedWith which key signed what, as the beginning of a sentence */
  constructor(
    readonly signedWith: string,
    keys: number,
  ) {
    super(`${signedWith}, which is not among the ${keys} published ${keys === 1 ? 'key' : 'keys'} given.`);
  }
}
