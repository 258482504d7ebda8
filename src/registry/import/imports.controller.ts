import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, SignedIn } from '../../access/allow.js';
import type { Person } from '../../access/principal.js';
import { Consults } from '../../audit/consults.js';
import { DomainError, type FieldError } from '../../common/errors.js';
import { Page, SeeOther } from '../../web/pages.js';
import { refusedForm } from '../../web/refused-form.js';
import { type Typed, typedOf } from '../../web/typed.js';
import { type FilesTaken, FormWithFile } from '../../web/form-with-file.js';
import { checkForm } from '../../web/validation.js';
import { changedByCaller } from '../api-answers.js';
import { columnsView } from './columns.view.js';
import { columnsOfPage, importHref, importView, isChange, pageOf, ROWS_A_PAGE } from './import.view.js';
import type { ImportKind } from './import-kinds.js';
import { KINDS } from './import-kinds.js';
import { ApplyForm, columnField, columnsTyped, fileErrors, readColumns, UploadForm } from './imports.form.js';
import { IMPORTS_A_PAGE, importsView } from './imports.view.js';
import { Imports, MAX_UPLOAD_BYTES } from './imports.service.js';

const TO_LIST = { text: 'All imports', href: '/imports' };
const ID = new ParseUUIDPipe();
const REFRESH_SECONDS = '2';

/** The pages on which a force admin brings files in, looks at what they would do, applies and undoes them. */
@ApiExcludeController()
@Controller('imports')
@Allow('imports.make')
export class ImportsController {
  constructor(private readonly imports: Imports) {}

  /** What somebody has called a file may name somebody. */
  @Get()
  @Consults('import')
  list(@SignedIn() { forceId }: Person, @Query() query: Record<string, unknown>): Promise<Page> {
    return this.showList(forceId, pageOf(query), {}, []);
  }

  @Post()
  @RouteConfig({ files: { bytes: MAX_UPLOAD_BYTES } satisfies FilesTaken })
  async upload(
    @SignedIn() person: Person,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Page | SeeOther> {
    // Without a file a browser may send it as an ordinary form, which holds none of it.
    const { fields, files, unread, busy } = body instanceof FormWithFile ? body : new FormWithFile();
    const { form, errors } = await checkForm(UploadForm, fields);
    const wrong = [...(unread ? [] : errors), ...fileErrors({ files, unread, busy })];
    if (wrong.length > 0) return this.showList(person.forceId, 1, typedOf(fields), wrong, unread ? 413 : 400);
    const file = files[0]!;
    try {
      const upload = { kind: form.kind, source: file.name, content: file.bytes };
      const by = changedByCaller(person, request);
      const id = await this.imports.takeFile(person.forceId, upload, by);
      return new SeeOther(importHref(id));
    } catch (error) {
      const refused = refusedForm(error);
      const [first] = refused.fields;
      const message = `The ${first!.field.startsWith('file') ? 'file' : `file’s ${first!.field}`} ${first!.message}`;
      return this.showList(person.forceId, 1, typedOf(fields), [{ field: 'file', message }]);
    }
  }

  @Get(':id')
  @Consults('import', 'id')
  async read(
    @SignedIn() { forceId }: Person,
    @Param('id', ID) id: string,
    @Query() query: Record<string, unknown>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page | SeeOther> {
    const found = await this.imports.read(forceId, id);
    if (!(found.kind in KINDS)) return new SeeOther(`/imports/police-uk/${id}`);
    if (found.state === 'unmapped') return new SeeOther(`${importHref(id)}/columns`);
    return this.show(forceId, id, query, [], reply);
  }

  @Get(':id/columns')
  @Consults('import', 'id')
  async columns(@SignedIn() { forceId }: Person, @Param('id', ID) id: string): Promise<Page> {
    return this.showColumns(forceId, id, null, []);
  }

  @Post(':id/columns')
  async chooseColumns(
    @SignedIn() { forceId }: Person,
    @Param('id', ID) id: string,
    @Body() body: unknown,
  ): Promise<Page | SeeOther> {
    const typed = typedOf(body);
    const { kind } = await this.imports.read(forceId, id);
    const layout = columnsOfPage(kind);
    const { names } = await this.imports.columnsOf(forceId, id);
    const { mapping, errors } = readColumns(typed, names, layout);
    if (errors.length > 0) return this.showColumns(forceId, id, typed, errors);
    const problems = await this.imports.chooseColumns(forceId, id, mapping);
    if (problems.length === 0) return new SeeOther(importHref(id));
    const wrong = problems.map(({ column = '', reason }) => ({
      field: columnField(column),
      message: `${column} ${reason}`,
    }));
    return this.showColumns(forceId, id, typed, wrong);
  }

  @Post(':id/apply')
  async apply(
    @SignedIn() person: Person,
    @Param('id', ID) id: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Page | SeeOther> {
    const { form, errors } = await checkForm(ApplyForm, body);
    try {
      if (errors.length > 0) throw DomainError.invalid('Tick the box, or leave it as it is.', errors);
      const by = changedByCaller(person, request);
      await this.imports.apply(person.forceId, id, form.leaveOutRefused === 'yes', by);
    } catch (error) {
      const refused = refusedForm(error);
      return this.show(person.forceId, id, {}, refused.fields);
    }
    return new SeeOther(importHref(id));
  }

  @Post(':id/undo')
  async undo(
    @SignedIn() person: Person,
    @Param('id', ID) id: string,
    @Req() request: FastifyRequest,
  ): Promise<SeeOther> {
    await this.imports.undo(person.forceId, id, changedByCaller(person, request));
    return new SeeOther(importHref(id));
  }

  @Post(':id/discard')
  async discard(
    @SignedIn() person: Person,
    @Param('id', ID) id: string,
    @Req() request: FastifyRequest,
  ): Promise<SeeOther> {
    await this.imports.discard(person.forceId, id, changedByCaller(person, request));
    return new SeeOther('/imports');
  }

  private async showList(
    forceId: string,
    page: number,
    typed: Typed,
    errors: FieldError[],
    status = errors.length > 0 ? 400 : 200,
  ): Promise<Page> {
    const limits = { limit: IMPORTS_A_PAGE, offset: (page - 1) * IMPORTS_A_PAGE };
    const { rows, total } = await this.imports.list(forceId, limits);
    const model = importsView({ rows, total, page, typed, errors });
    return new Page('pages/imports/list', 'Imports', model, { status, errors, wide: true });
  }

  private async show(
    forceId: string,
    id: string,
    query: Record<string, unknown>,
    errors: FieldError[],
    reply?: FastifyReply,
  ): Promise<Page> {
    const found = await this.imports.read(forceId, id);
    const page = pageOf(query);
    const change = isChange(query['show']) ? query['show'] : null;
    const limits = { change, limit: ROWS_A_PAGE, offset: (page - 1) * ROWS_A_PAGE };
    const { rows, total } = await this.imports.rows(forceId, id, limits);
    const { title, working, ...model } = importView(found, { rows, total, page, change, errors });
    // The browser asks again by itself, without a script; the page has a link that does the same.
    if (working) void reply?.header('refresh', REFRESH_SECONDS);
    const options = { status: errors.length > 0 ? 400 : 200, errors, backLink: TO_LIST, wide: true };
    return new Page('pages/imports/import', title, { title, working, ...model }, options);
  }

  private async showColumns(
    forceId: string,
    id: string,
    typed: Typed | null,
    errors: FieldError[],
  ): Promise<Page> {
    const { kind, source, columns } = await this.imports.read(forceId, id);
    const layout = columnsOfPage(kind);
    const { names, sample } = await this.imports.columnsOf(forceId, id);
    const model = columnsView(
      { kind: KINDS[kind as ImportKind].label, source, href: importHref(id) },
      { names, sample, layout, typed: typed ?? columnsTyped(names, layout, columns), errors },
    );
    return new Page('pages/imports/columns', `Which columns ${source} has`, model, {
      status: errors.length > 0 ? 400 : 200,
      errors,
      backLink: TO_LIST,
    });
  }
}
