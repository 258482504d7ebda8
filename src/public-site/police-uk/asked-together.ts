/** How many statements of one kind may be under way; whoever comes meanwhile waits for the next. */
const UNDER_WAY = 2;
/** How many questions one statement answers at most. */
const MOST = 64;

interface Waiting<Question, Answer> {
  question: Question;
  settle: { resolve: (answer: Answer) => void; reject: (error: unknown) => void }[];
}

/**
 * Questions that wait together are asked in one statement, and one that several ask is asked once. No answer is kept: a
 * statement is sent after every question that it answers has come, so each sees all that was committed before it.
 */
export class AskedTogether<Question, Answer> {
  private waiting = new Map<string, Waiting<Question, Answer>>();
  private underWay = 0;

  /** @param answerAll one answer for each question, in their order */
  constructor(private readonly answerAll: (questions: Question[]) => Promise<Answer[]>) {}

  async ask(question: Question): Promise<Answer> {
    // Nobody waits while another statement may be sent.
    if (this.underWay < UNDER_WAY) return (await this.send([question]))[0]!;
    const key = JSON.stringify(question);
    return new Promise((resolve, reject) => {
      const asked = this.waiting.get(key);
      if (asked) asked.settle.push({ resolve, reject });
      else this.waiting.set(key, { question, settle: [{ resolve, reject }] });
    });
  }

  private async send(questions: Question[]): Promise<Answer[]> {
    this.underWay += 1;
    try {
      return await this.answerAll(questions);
    } finally {
      this.underWay -= 1;
      if (this.waiting.size > 0) void this.sendWaiting();
    }
  }

  private async sendWaiting(): Promise<void> {
    const batch = this.take();
    try {
      const answers = await this.send(batch.map(({ question }) => question));
      batch.forEach(({ settle }, place) => settle.forEach(({ resolve }) => resolve(answers[place]!)));
    } catch (error) {
      batch.forEach(({ settle }) => settle.forEach(({ reject }) => reject(error)));
    }
  }

  private take(): Waiting<Question, Answer>[] {
    const batch = [...this.waiting.values()];
    if (batch.length <= MOST) {
      this.waiting = new Map();
      return batch;
    }
    const taken = [...this.waiting.entries()].slice(0, MOST);
    for (const [key] of taken) this.waiting.delete(key);
    return taken.map(([, waiting]) => waiting);
  }
}
