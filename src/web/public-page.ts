import Handlebars from 'handlebars';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FieldError } from '../common/errors.js';
import { formErrors } from './form-errors.js';
import { withFormToken } from './form-token.js';
import { publicLanguages, type Texts } from './public-texts.js';
import { isKnown, tagOf } from './public-tag.js';
import { START_SCRIPT } from './start-script.js';
import { renderTemplate } from './templates.js';

/** A page of the public: in the language of whoever reads it, in a frame whose texts are of the catalogue. */
export interface PublicPage {
  template: string;
  title: string;
  model: object;
  status?: number;
  errors?: readonly FieldError[];
  backLink?: { href: string; text: string };
  /** The same for everybody who is not signed in, so that anybody may keep a copy for a minute. */
  shared?: true;
}

const COOKIE = 'npg-language';
const YEAR_IN_SECONDS = 31_536_000;
const FRESH_SECONDS = 60;
const LOCAL = 'http://local/';
const startScript = new Handlebars.SafeString(START_SCRIPT);

/** In which language to answer: `?lang=cy`, then what was chosen before, then what the browser asks for. */
export function textsFor(request: FastifyRequest): Texts {
  return publicLanguages().choose({
    asked: askedLanguage(request),
    chosen: request.cookies?.[COOKIE],
    accepted: request.headers['accept-language'],
  });
}

/** Sends a page of the public, remembers a language that was asked for, and says how long it may be kept. */
export function sendPublicPage(
  request: FastifyRequest,
  reply: FastifyReply,
  texts: Texts,
  page: PublicPage,
): void {
  const asked = askedLanguage(request);
  const isChosen = publicLanguages().has(asked);
  if (isChosen)
    reply.setCookie(COOKIE, asked, { path: '/', maxAge: YEAR_IN_SECONDS, sameSite: 'lax', httpOnly: true });
  const html = renderPublicPage(request, texts, page);
  reply
    .code(page.status ?? 200)
    .header('content-type', 'text/html; charset=utf-8')
    .header('content-language', texts.language)
    .header('vary', 'cookie, accept-language');
  const isShared = page.shared && !isChosen && !request.pageContext?.signedInAs;
  if (isShared) {
    const tag = tagOf(html);
    reply.header('cache-control', `public, max-age=${FRESH_SECONDS}`).header('etag', tag);
    if (isKnown(request.headers['if-none-match'], tag)) {
      void reply.code(304).send();
      return;
    }
  }
  void reply.send(html);
}

function renderPublicPage(request: FastifyRequest, texts: Texts, page: PublicPage): string {
  const { summary } = formErrors(page.errors ?? []);
  const title = summary ? texts.say('frame.error', { title: page.title }) : page.title;
  const { navigation = [], signedInAs, roleName, trial = false, formToken } = request.pageContext ?? {};
  const signOut = signedInAs && {
    html: renderTemplate('partials/sign-out', { signedInAs, roleName }),
    align: 'inline',
  };
  const html = renderTemplate('layouts/public', {
    language: texts.language,
    t: texts.section('frame'),
    documentTitle: `${title} – ${texts.say('frame.product')}`,
    startScript,
    serviceNavigation: signedInAs ? { navigation, slots: { end: signOut } } : undefined,
    trial,
    trialBanner: { tag: { text: texts.say('frame.trial') }, text: texts.say('frame.trialText') },
    backLink: page.backLink,
    errorSummary: summary && { ...summary, titleText: texts.say('frame.problem') },
    languages: languageLinks(request, texts),
    template: page.template,
    model: page.model,
  });
  return formToken === undefined ? html : withFormToken(html, formToken);
}

/** To the same page in each language, once there is more than one. */
function languageLinks(request: FastifyRequest, texts: Texts): object[] | undefined {
  const { published } = publicLanguages();
  if (published.length < 2) return undefined;
  const { pathname, searchParams } = localAddress(request.url);
  return published.map(({ language, name }) => {
    searchParams.set('lang', language);
    return {
      language,
      name,
      href: `${pathname}?${searchParams.toString()}`,
      current: language === texts.language,
    };
  });
}

/** What was asked for, whatever it was, as an address of this server: a page that says it is unknown has links too. */
function localAddress(asked: string): URL {
  const url = new URL(asked.startsWith('/') && URL.canParse(asked, LOCAL) ? asked : '/', LOCAL);
  // Two slashes would begin the name of another server.
  url.pathname = url.pathname.replace(/^\/{2,}/, '/');
  return url;
}

const askedLanguage = ({ query }: FastifyRequest): unknown =>
  (query as Record<string, unknown> | undefined)?.['lang'];
