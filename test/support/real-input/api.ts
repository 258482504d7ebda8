/** What a program of the force calls: the API over its listening port, or pages with a person's cookie. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each test knows what it expects of it
  json: any;
}

export interface Question {
  method?: string;
  key?: string;
  cookie?: string;
  headers?: Record<string, string>;
  /** Sent as JSON; a text or bytes as they are. */
  body?: unknown;
  form?: Record<string, string>;
}

export async function ask(url: string, path: string, question: Question = {}): Promise<Answer> {
  const { key, cookie, headers = {}, body, form } = question;
  const raw = typeof body === 'string' || body instanceof Uint8Array;
  const payload = form
    ? new URLSearchParams(form).toString()
    : raw
      ? body
      : body === undefined
        ? undefined
        : JSON.stringify(body);
  const answer = await fetch(`${url}${path}`, {
    method: question.method ?? (payload === undefined ? 'GET' : 'POST'),
    redirect: 'manual',
    headers: {
      ...(payload !== undefined && {
        'content-type': form ? 'application/x-www-form-urlencoded' : 'application/json',
      }),
      ...(key && { authorization: `Bearer ${key}` }),
      ...(cookie && { cookie, origin: url, 'sec-fetch-site': 'same-origin' }),
      ...headers,
    },
    ...(payload !== undefined && { body: payload as string }),
  });
  const text = await answer.text();
  const isJson = /[/+]json/.test(answer.headers.get('content-type') ?? '');
  return {
    status: answer.status,
    headers: answer.headers,
    text,
    json: isJson ? JSON.parse(text) : undefined,
  };
}
