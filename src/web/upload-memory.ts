/** All files of all requests together that are held at once: more would come to what a process has. */
const MOST_BYTES_HELD = 192 * 1024 * 1024;

/**
 * How much of uploaded files lies in the memory of this process. Whoever comes when there is no room is told to come again:
 * better than that everybody's requests end with the process.
 */
export class UploadMemory {
  private held = 0;

  constructor(private readonly most = MOST_BYTES_HELD) {}

  /** The part of one request, to be given back when it is answered. */
  share(): UploadShare {
    let own = 0;
    const add = (bytes: number): void => {
      own += bytes;
      this.held += bytes;
    };
    return {
      take: (bytes) => {
        if (this.held + bytes > this.most) return false;
        add(bytes);
        return true;
      },
      giveBack: () => add(-own),
    };
  }
}

export interface UploadShare {
  /** @returns whether there was room */
  take: (bytes: number) => boolean;
  giveBack: () => void;
}
