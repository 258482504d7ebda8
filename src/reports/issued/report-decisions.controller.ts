import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow, SignedIn } from '../../access/allow.js';
import type { Person } from '../../access/principal.js';
import { formatDay, localDayOf } from '../../common/calendar.js';
import { Clock } from '../../common/clock.js';
import type { FieldError } from '../../common/errors.js';
import { ChangedMeanwhile, versionsOfForm } from '../../web/etag.js';
import { Page, SeeOther } from '../../web/pages.js';
import { readDay } from '../../web/typed-day.js';
import { type Typed, typedOf } from '../../web/typed.js';
import { checkForm } from '../../web/validation.js';
import { subjectWords } from '../document/period-words.js';
import { AnswerForm, DecisionForm, QUESTION_NUMBERS } from './issued.forms.js';
import { issuedHref } from './issued-list.view.js';
import { documentOfRow, type IssuedRow } from './issued-report.query.js';
import { answerFormView, decisionFormView } from './report-decision.view.js';
import { questionOf, refuseIfReplaced, ReportDecisions } from './report-decisions.service.js';

const DECIDED = 'Somebody recorded a decision after you opened this page. Read it before you record yours.';
const ANSWERED = 'Somebody answered this after you opened the page. Read it before you record yours.';

interface Shown {
  typed: Typed;
  errors: FieldError[];
  /** Was somebody quicker? Then what is there is what the form is laid over now. */
  changed?: boolean;
}

const BLANK: Shown = { typed: {}, errors: [] };

/** What the local policing body decides about an issued version, and what the force answers to its questions. */
@ApiExcludeController()
@Controller('reports/issued/:id')
export class ReportDecisionsController {
  constructor(
    private readonly decisions: ReportDecisions,
    private readonly clock: Clock,
  ) {}

  @Get('decision')
  @Allow('reports.decide')
  blank(@SignedIn() person: Person, @Param('id') id: string): Promise<Page> {
    return this.showDecision(person, id, BLANK);
  }

  @Post('decision')
  @Allow('reports.decide')
  async decide(
    @SignedIn() person: Person,
    @Param('id') id: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Page | SeeOther> {
    const { form, errors } = await checkForm(DecisionForm, body);
    const typed = typedOf(body);
    const { questions, wrong } = questionsOf(form, typed, localDayOf(this.clock.now()));
    if (errors.length + wrong.length > 0)
      return this.showDecision(person, id, { typed, errors: [...errors, ...wrong] });
    const { decision, remarks = '', version } = form;
    try {
      const wanted = { decision, remarks, questions, seen: versionsOfForm(version) };
      await this.decisions.decide(person, id, wanted, request.id);
      return new SeeOther(`${issuedHref(id)}?done=decided`);
    } catch (error) {
      if (!(error instanceof ChangedMeanwhile)) throw error;
      return this.showDecision(person, id, {
        typed,
        errors: [{ field: '', message: DECIDED }],
        changed: true,
      });
    }
  }

  @Get('questions/:question')
  @Allow('reports.answer')
  question(
    @SignedIn() person: Person,
    @Param('id') id: string,
    @Param('question') question: string,
  ): Promise<Page> {
    return this.showQuestion(person, id, question, BLANK);
  }

  @Post('questions/:question')
  @Allow('reports.answer')
  async answer(
    @SignedIn() person: Person,
    @Param('id') id: string,
    @Param('question') question: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Page | SeeOther> {
    const { form, errors } = await checkForm(AnswerForm, body);
    const typed = typedOf(body);
    if (errors.length > 0) return this.showQuestion(person, id, question, { typed, errors });
    try {
      const wanted = { questionId: question, text: form.text, seen: versionsOfForm(form.version) };
      await this.decisions.answer(person, id, wanted, request.id);
      return new SeeOther(`${issuedHref(id)}?done=answered`);
    } catch (error) {
      if (!(error instanceof ChangedMeanwhile)) throw error;
      const wrong = [{ field: '', message: ANSWERED }];
      return this.showQuestion(person, id, question, { typed, errors: wrong, changed: true });
    }
  }

  private async showDecision(person: Person, id: string, shown: Shown): Promise<Page> {
    const { line, decisions } = await this.decisions.read(person, id);
    refuseIfReplaced(line);
    const filled = filledOf(line, shown, decisions.length);
    return pageOf('decision', 'Record a decision', decisionFormView(filled, decisions), id, shown);
  }

  private async showQuestion(person: Person, id: string, question: string, shown: Shown): Promise<Page> {
    const { line, decisions, earlier } = await this.decisions.read(person, id);
    const asked = questionOf([...decisions, ...earlier], question);
    const filled = filledOf(line, shown, asked.answers.length);
    return pageOf('answer', 'Answer a question', answerFormView(filled, asked), id, shown);
  }
}

function filledOf(
  line: IssuedRow,
  { typed, errors, changed = false }: Shown,
  count: number,
): Parameters<typeof decisionFormView>[0] {
  const { report, version } = documentOfRow(line);
  return {
    caption: `Compliance report, ${subjectWords(report)}, version ${version}`,
    reportId: line.id,
    typed,
    errors,
    version: changed ? String(count) : (typed['version'] ?? String(count)),
    changed,
  };
}

function pageOf(template: string, title: string, model: object, id: string, shown: Shown): Page {
  return new Page(`pages/reports/issued/${template}`, title, model, {
    status: shown.changed ? 409 : shown.errors.length > 0 ? 400 : 200,
    errors: shown.errors,
    backLink: { text: 'Back to the report', href: issuedHref(id) },
  });
}

/** The questions that were typed, each with its day, which lies ahead; whoever is not assured says or asks something. */
function questionsOf(
  form: DecisionForm,
  typed: Typed,
  todayOn: string,
): { questions: { text: string; followUpOn: string | null }[]; wrong: FieldError[] } {
  const wrong: FieldError[] = [];
  const questions = QUESTION_NUMBERS.flatMap((number) => {
    const field = `followUp-${number}`;
    const { day, errors } = readDay(typed, field, `The day of question ${number}`);
    wrong.push(...errors);
    if (day !== null && day < todayOn)
      wrong.push({
        field,
        message: `The day of question ${number} must be ${formatDay(todayOn)} or after it`,
      });
    const text = form[`question-${number}`];
    if (text === undefined && day !== null)
      wrong.push({ field: `question-${number}`, message: `Enter question ${number}, or remove its day` });
    return text === undefined ? [] : [{ text, followUpOn: day }];
  });
  // "Not assured" alone tells the force nothing that it could answer to.
  if (form.decision === 'not-assured' && (form.remarks ?? '') === '' && questions.length === 0)
    wrong.push({
      field: 'remarks',
      message: 'Say in the remarks why you are not assured, or ask a question',
    });
  return { questions, wrong };
}
