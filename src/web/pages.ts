import Handlebars from 'handlebars';
import type { FieldError } from '../common/errors.js';
import { formErrors } from './form-errors.js';
import { withFormToken } from './form-token.js';
import { START_SCRIPT } from './start-script.js';
import { renderTemplate } from './templates.js';

export const PRODUCT_NAME = 'Neighbourhood Policing Guarantee';

/** What the frame of a page shows about the person who asked for it; set on the request by `access`. */
export interface PageContext {
  signedInAs?: string;
  roleName?: string;
  navigation: { text: string; href: string; active: boolean }[];
  /** A trial runs on made-up data and every page says so. */
  trial: boolean;
  /** What proves that a form is of a page made for this person; absent where nobody is signed in. */
  formToken?: string;
}

declare module 'fastify' {
  interface FastifyRequest {
    pageContext?: PageContext;
  }
}

export interface PageOptions {
  /** 200 unless given; a form shown again answers 400. */
  status?: number;
  /** Listed in the error summary above the page, each linked to the element whose id is the field. */
  errors?: readonly FieldError[];
  backLink?: { href: string; text?: string };
  /** For pages that are mostly a wide table. */
  wide?: boolean;
}

/** What a controller returns for a page: the template under `templates/`, without `.hbs`, and its model. */
export class Page {
  constructor(
    readonly template: string,
    readonly title: string,
    readonly model: object,
    readonly options: PageOptions = {},
  ) {}
}

/** What a controller returns after a successful form: 303 to a local address. */
export class SeeOther {
  constructor(readonly url: string) {}
}

const startScript = new Handlebars.SafeString(START_SCRIPT);
const trialBanner = {
  tag: { text: 'Trial' },
  text: 'Everything here is made up: the force, the people and the messages.',
};

/** The whole HTML document of a page. Without a context (an unknown address, say) the frame has no menu. */
export function renderPage(page: Page, context: PageContext = { navigation: [], trial: false }): string {
  const { errors = [], backLink, wide } = page.options;
  const title = errors.length > 0 ? `Error: ${page.title}` : page.title;
  const html = renderTemplate('layouts/page', {
    productName: PRODUCT_NAME,
    documentTitle: title === PRODUCT_NAME ? title : `${title} – ${PRODUCT_NAME}`,
    startScript,
    serviceNavigation: serviceNavigation(context),
    trial: context.trial,
    trialBanner,
    backLink,
    wide,
    errorSummary: formErrors(errors).summary,
    template: page.template,
    model: page.model,
  });
  return context.formToken === undefined ? html : withFormToken(html, context.formToken);
}

function serviceNavigation({ navigation, signedInAs, roleName }: PageContext): object | undefined {
  if (navigation.length === 0 && !signedInAs) return undefined;
  const end = signedInAs && {
    html: renderTemplate('partials/sign-out', { signedInAs, roleName }),
    align: 'inline',
  };
  return { navigation, ...(end && { slots: { end } }) };
}
