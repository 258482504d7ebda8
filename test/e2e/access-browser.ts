/** An answer at the end of a way, and the addresses on it. */
export interface Arrived {
  status: number;
  url: URL;
  body: string;
  headers: Headers;
  way: string[];
}

/** A browser without a window: keeps cookies by host and port, and follows what it is sent to. */
export class Browser {
  private readonly jar = new Map<string, Map<string, string>>();

  /** @param until stops before it asks an address that begins so */
  async open(
    address: string,
    options: { form?: Record<string, string>; until?: string } = {},
  ): Promise<Arrived> {
    const { form, until } = options;
    const way: string[] = [];
    let url = new URL(address);
    let body = form && new URLSearchParams(form);
    for (let steps = 0; steps < 20; steps += 1) {
      way.push(url.href);
      const answer = await fetch(url, {
        method: body ? 'POST' : 'GET',
        redirect: 'manual',
        headers: { cookie: this.cookiesFor(url), 'sec-fetch-site': body ? 'same-origin' : 'none' },
        ...(body && { body }),
      });
      this.keep(url, answer.headers.getSetCookie());
      const location = answer.headers.get('location');
      const text = await answer.text();
      if (location === null) return { status: answer.status, url, body: text, headers: answer.headers, way };
      url = new URL(location, url);
      body = undefined;
      if (until !== undefined && url.href.startsWith(until)) {
        return { status: answer.status, url, body: text, headers: answer.headers, way };
      }
    }
    throw new Error(`It goes round in circles: ${way.join(' ')}`);
  }

  cookie(address: string, name: string): string | undefined {
    return this.jar.get(new URL(address).host)?.get(name);
  }

  forget(address: string, name?: string): void {
    if (name === undefined) this.jar.delete(new URL(address).host);
    else this.jar.get(new URL(address).host)?.delete(name);
  }

  private cookiesFor({ host }: URL): string {
    return [...(this.jar.get(host) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  private keep({ host }: URL, cookies: string[]): void {
    const kept = this.jar.get(host) ?? new Map<string, string>();
    this.jar.set(host, kept);
    for (const cookie of cookies) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!;
      if (value === '' || /;\s*(max-age=0|expires=thu, 01 jan 1970)/i.test(cookie)) kept.delete(name!);
      else kept.set(name!, value!);
    }
  }
}
