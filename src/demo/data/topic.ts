/** What somebody writes about and what they are told: `{street}`, `{place}` and `{area}` are filled in. */
export interface Topic {
  /** The neighbourhoods in which it can happen; all without it. */
  only?: string[];
  subject: string;
  message: string;
  answer: string;
  nextSteps: string;
}
