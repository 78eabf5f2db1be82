import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { isPeriodFolder } from '../../digests/filename.ts'
import { type Day, parseDay } from '../../domain/day.ts'
import { publicationPattern } from '../../domain/digest.ts'
import { ExpectedError } from '../../domain/errors.ts'
import type { Log } from '../../domain/log.ts'
import type { Problem } from '../../domain/problem.ts'
import { commandLine } from '../../lib/command-line.ts'
import type { ReadClient } from '../login/client.ts'
import { requireToken } from './access.ts'
import { errorAnswer, toProblemJson } from './answers.ts'
import { matches, preconditionOf } from './preconditions.ts'
import { bodyMax, readMarkdownBody, tooLarge } from './request-body.ts'
import { type Change, type NamedDigest, StoredDigests, type StoredDigestsOptions } from './stored-digests.ts'

export interface DigestApiOptions extends StoredDigestsOptions {
  /** Without it, the API says that it is off. */
  readonly token: string | undefined
}

interface ServerOptions {
  readonly readClient: ReadClient
  readonly log?: Log | undefined
}

const path = '/digests/:publication/:date'

const headers = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
}

/**
 * Adds the API for programs that send digests. It comes before the routes of the page: its requests carry a token, and
 * neither cookies nor the tokens of forms.
 */
export function addDigestApi(app: Hono, options: DigestApiOptions, { readClient, log }: ServerOptions): void {
  const digests = new StoredDigests(options)
  const api = new Hono()
  api.use(async (context, next) => {
    await next()
    for (const [name, value] of Object.entries(headers)) context.header(name, value)
  })
  api.use(requireToken({ token: options.token, readClient, log }), bodyLimit({ maxSize: bodyMax, onError: tooLarge }))
  api.get(path, (context) => withName(context, (named) => getDigest(context, named, digests)))
  api.put(path, (context) => withName(context, (named) => putDigest(context, named, digests)))
  api.delete(path, (context) => withName(context, (named) => withdrawDigest(context, named, digests)))
  api.post(`${path}/check`, (context) => withName(context, (named) => checkDigest(context, named, digests)))
  addFallbacks(api, log)
  app.route('/api', api)
}

function addFallbacks(api: Hono, log: Log | undefined): void {
  const only = (allow: string) => (context: Context) => {
    context.header('allow', allow)
    return errorAnswer(context, 405, `${context.req.method} is not known here.`, `Use ${allow}.`)
  }
  api.all(path, only('GET, HEAD, PUT, DELETE'))
  api.all(`${path}/check`, only('POST'))
  api.all('/*', (context) => {
    return errorAnswer(context, 404, 'There is no such address.', 'Use /api/digests/PUBLICATION/YYYY-MM-DD.')
  })
  api.onError((error, context) => {
    if (error instanceof ExpectedError)
      return errorAnswer(context, 503, error.message, 'Correct that, and send it again.')
    log?.error({ err: error, path: context.req.path }, 'a request to the API failed')
    return errorAnswer(context, 500, 'This is a bug of Morning Post.', 'The log of the bot says more; send it again.')
  })
}

async function withName(context: Context, answer: (named: NamedDigest) => Promise<Response>): Promise<Response> {
  const { publication = '', date: text = '' } = context.req.param()
  const date: Day | undefined = parseDay(text)
  if (!publicationPattern.test(publication) || isPeriodFolder(publication, false)) {
    const fix =
      'Use lower-case letters, digits and hyphens, 40 at most, and no year; `main` is the one without a folder.'
    return errorAnswer(context, 400, 'This is not a valid name of a publication.', fix)
  }
  if (!date) return errorAnswer(context, 400, 'This date does not exist.', 'Write it as YYYY-MM-DD.')
  return answer({ publication, date })
}

async function getDigest(context: Context, named: NamedDigest, digests: StoredDigests): Promise<Response> {
  const stored = await digests.get(named)
  if (!stored) return errorAnswer(context, 404, 'There is no digest of this day.', 'Send one with PUT.')
  const { etag, bytes } = stored
  context.header('etag', etag)
  const known = context.req.header('if-none-match')
  if (known !== undefined && matches(known, etag, 'weak')) return context.body(null, 304)
  return context.body(new Uint8Array(bytes), 200, { 'content-type': 'text/markdown; charset=utf-8' })
}

async function putDigest(context: Context, named: NamedDigest, digests: StoredDigests): Promise<Response> {
  const bytes = await readMarkdownBody(context)
  if (bytes instanceof Response) return bytes
  const problems = await digests.check(named, bytes)
  if (hasErrors(problems)) return unacceptable(context, problems)
  const change = await digests.put(named, bytes, preconditionOf(context))
  return answerChange(context, named, change, { problems: problems.map(toProblemJson) })
}

async function withdrawDigest(context: Context, named: NamedDigest, digests: StoredDigests): Promise<Response> {
  const given = context.req.query('reason')
  const reason = given?.replace(/\s+/g, ' ').trim()
  if (reason !== undefined && (reason === '' || reason.length > reasonMax)) {
    return errorAnswer(context, 400, 'That is no reason.', `Give one of 1 to ${reasonMax} characters, or none.`)
  }
  return answerChange(context, named, await digests.withdraw(named, reason, preconditionOf(context)), {
    withdrawn: true,
  })
}

/** The limit is that of the front matter of a digest, in characters. */
const reasonMax = 1_000

async function checkDigest(context: Context, named: NamedDigest, digests: StoredDigests): Promise<Response> {
  const bytes = await readMarkdownBody(context)
  if (bytes instanceof Response) return bytes
  const problems = await digests.check(named, bytes)
  return hasErrors(problems)
    ? unacceptable(context, problems)
    : context.json({ problems: problems.map(toProblemJson) }, 200)
}

function unacceptable(context: Context, problems: readonly Problem[]): Response {
  if (problems.some(({ rule }) => rule === 'too-large')) return tooLarge(context)
  const error = {
    what: 'The digest has mistakes, so it was not taken.',
    fix: 'Correct the problems of severity "error".',
  }
  return context.json({ error, problems: problems.map(toProblemJson) }, 422)
}

function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some(({ severity }) => severity === 'error')
}

function answerChange(context: Context, named: NamedDigest, change: Change, more: object): Response {
  if (!('etag' in change)) {
    const [status, what, fix] = refusals[change.state]
    return errorAnswer(context, status, what, fix)
  }
  const { publication, date } = named
  const { state, etag } = change
  context.header('etag', etag)
  if (state === 'created') context.header('location', `/api/digests/${publication}/${date}`)
  return context.json({ publication, date, state, etag, ...more }, state === 'created' ? 201 : 200)
}

const refusals = {
  absent: [404, 'There is no digest of this day.', 'Only an existing digest can be withdrawn.'],
  stale: [
    412,
    'The stored digest does not match the condition of the request.',
    'Read it again with GET, and use its ETag.',
  ],
  ambiguous: [409, 'There are two files for this day.', 'Remove one of them from the folder of digests.'],
  foreign: [409, 'The digests come from a git repository.', 'Change this one there.'],
  sample: [
    409,
    'This digest comes with Morning Post as a sample.',
    `Run \`${commandLine('init')}\`, which makes a folder for yours.`,
  ],
} as const
