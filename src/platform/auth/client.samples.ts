/** A browser without a window: keeps cookies, and sends what the console sends. */

export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
  /** The whole body as it came. */
  readonly text: string;
  readonly headers: Headers;
}

export class Client {
  readonly #url: string;
  readonly #headers: Readonly<Record<string, string>>;
  /** The cookie as it is sent; empty without one. */
  cookie = '';

  constructor(url: string, headers: Readonly<Record<string, string>> = { 'wardline-request': '1' }) {
    this.#url = url;
    this.#headers = headers;
  }

  async ask(method: string, path: string, body?: object): Promise<Answer> {
    const response = await fetch(`${this.#url}api${path}`, {
      method,
      headers: {
        ...this.#headers,
        ...(this.cookie === '' ? {} : { cookie: this.cookie }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const [set] = response.headers.getSetCookie();
    if (set !== undefined) this.cookie = set.includes('Max-Age=0') ? '' : (set.split(';')[0] ?? '');
    const text = await response.text();
    const parsed: unknown = JSON.parse(text);
    return { status: response.status, body: Object(parsed), text, headers: response.headers };
  }
}
