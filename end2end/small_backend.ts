// A backend that a journey makes up: a few records at addresses of the portal's own origin, answered in the browser, and a profile
// that speaks with it. For ways in and refusals that the real backends do not have.
import type { Page, Request, Route } from '@playwright/test';
import { test } from '@playwright/test';

type Json = Record<string, unknown>;
export type Answer = { status?: number; body?: unknown; headers?: Record<string, string>; text?: string };
/** What is answered to a request, by its method and its path below the backend's base: `POST /in`; `*` is asked about all others. */
export type Answers = Record<string, (request: Request) => Answer | undefined | Promise<Answer>>;

const ADA: Json = { id: 'ada', name: 'Ada Sommerlath', title: 'Coordinator', phone: '+447700900123', state: 1 };

/** The portal with a profile of its own, and what its backend was asked. */
export class SmallBackend {
  readonly asked: string[] = [];
  readonly base = `${new URL(test.info().project.use.baseURL!).origin}/small`;
  person: Json = { ...ADA };

  constructor(
    private readonly auth: Json,
    private readonly answers: Answers,
    private readonly more: Json = {},
  ) {}

  /** Has it answer this page and all others of its context. */
  async serve(page: Page) {
    const context = page.context();
    await context.route('**/connection.json', (route) => route.fulfill({ json: this.profile() }));
    await context.route(`${this.base}/**`, (route) => this.answer(route));
    return this;
  }

  /** How often something was asked. */
  times(what: string) {
    return this.asked.filter((one) => one === what).length;
  }

  private profile(): Json {
    const list = (path: string, fields: Json) => ({ vars: { path }, fields, list: true, read: true });
    const { resources, ...frame } = this.more;
    const changed = (resources ?? {}) as Record<string, Json>;
    const people = { ...list('people', { name: '/name', title: '/title', phone: '/phone' }), ...changed.people };
    return {
      name: 'A small one', base: this.base, auth: this.auth,
      defaults: { list: { url: '/{path}', items: '', complete: true }, read: '/{path}/{id}', update: { method: 'PATCH', url: '/{path}/{id}', body: '{item}' } },
      resources: {
        people,
        organisations: list('none', { name: '/name' }),
        meetings: list('none', { title: '/title', kind: '/kind', start: '/start', end: '/end' }),
        alerts: list('none', { headline: '/headline', sent: '/sent', tlp: '/tlp' }),
        commitmentVersions: list('none', { number: '/number', body: '/body' }),
      },
      ...frame,
    };
  }

  private async answer(route: Route) {
    const request = route.request();
    const what = `${request.method()} ${new URL(request.url()).pathname.replace('/small', '')}`;
    this.asked.push(what);
    const own = this.answers[what] ?? this.answers['*'];
    const answer = (await own?.(request)) ?? this.usual(what);
    const { status = 200, body, headers = {}, text } = answer;
    await route.fulfill({ status, headers: { 'Content-Type': 'application/json', ...headers }, body: text ?? (body === undefined ? '' : JSON.stringify(body)) });
  }

  private usual(what: string): Answer {
    if (what === 'GET /people') return { body: [this.person] };
    if (what === 'GET /people/ada') return { body: this.person };
    if (what === 'GET /none') return { body: [] };
    if (what === 'GET /me') return { body: { id: 'ada', name: 'Ada Sommerlath', person: 'ada' } };
    return { status: 404, body: {} };
  }
}

/** Who is signed in, as the small backend tells it. */
export const ME = { request: '/me', id: '/id', name: '/name', fields: { person: '/person' } };
