/** All of all forms with files that is held at once: more would come to what a process has. */
const MOST_BYTES_HELD = 192 * 1024 * 1024;
/** The part of it that one sender may hold: room for others stays, whatever somebody does. */
const OF_ONE_SENDER = 1 / 4;
/** The part that all strangers may hold together: they can come from everywhere, and who is known finds the rest. */
const OF_STRANGERS = 1 / 2;

/** Whose a body is: of somebody who is signed in or has a key, or else by where it comes from. */
export interface Sender {
  id: string;
  isStranger: boolean;
}

/**
 * How much of uploaded files lies in the memory of this process. Whoever comes when there is no room is told to come again:
 * better than that everybody's requests end with the process.
 */
export class UploadMemory {
  private held = 0;
  private heldByStrangers = 0;
  private readonly heldBy = new Map<string, number>();

  constructor(
    private readonly most = MOST_BYTES_HELD,
    private readonly mostOfOne = most * OF_ONE_SENDER,
  ) {}

  /** The part of one request, to be given back when it is answered. */
  share({ id, isStranger }: Sender): UploadShare {
    let own = 0;
    let isOver = false;
    const add = (bytes: number): void => {
      const ofSender = (this.heldBy.get(id) ?? 0) + bytes;
      own += bytes;
      this.held += bytes;
      if (isStranger) this.heldByStrangers += bytes;
      if (ofSender > 0) this.heldBy.set(id, ofSender);
      else this.heldBy.delete(id);
    };
    return {
      take: (bytes) => {
        const ofSender = (this.heldBy.get(id) ?? 0) + bytes;
        if (isOver || this.held + bytes > this.most || ofSender > this.mostOfOne) return false;
        if (isStranger && this.heldByStrangers + bytes > this.most * OF_STRANGERS) return false;
        add(bytes);
        return true;
      },
      giveBack: () => {
        isOver = true;
        add(-own);
      },
    };
  }
}

export interface UploadShare {
  /** @returns whether there was room */
  take: (bytes: number) => boolean;
  giveBack: () => void;
}
