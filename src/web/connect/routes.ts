import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { Context, Hono } from 'hono'
import { html } from 'hono/html'
import { ExpectedError } from '../../domain/errors.ts'
import type { ChannelChoice } from '../../domain/workspace.ts'
import { platformTitle } from '../../i18n/platform-titles.ts'
import { readPostingTime } from '../../setup/posting-time.ts'
import type { ConnectedPlatform } from '../../setup/session.ts'
import { errorPage } from '../document.ts'
import type { ConnectOptions, FormValues, Progress, TestPost } from './options.ts'
import { connectPage, startedPage } from './page.ts'
import { stepsOf } from './steps.ts'

const connectPath = '/connect'

/** The page on which a first workspace is connected. It must be reachable from this machine only. */
export function addConnect(app: Hono, options: ConnectOptions): void {
  const { session, timezone } = options
  const token = randomBytes(24).toString('base64url')
  const progress: Progress = { results: new Map() }
  const defaults: FormValues = { at: '08:30', timezone, language: 'en', channels: new Map() }

  async function show(context: Context, problem?: string, values = defaults, status: 200 | 422 = 200) {
    const connected = await session.connected()
    const page = connectPage(context, { token, progress, connected, session, values, ...(problem && { problem }) })
    return context.html(await page, status)
  }

  /** Adds a route for a form of this page: one of another page lacks the token. */
  function onForm(path: string, handle: (context: Context, form: URLSearchParams) => Promise<Response> | Response) {
    app.post(`${connectPath}${path}`, async (context) => {
      const form = new URLSearchParams(await context.req.text())
      if (isSame(form.get('token') ?? '', token)) return handle(context, form)
      const advice = html`<p>The bot was restarted after this form was opened. <a href="${connectPath}">Open the page again</a></p>`
      return context.html(errorPage(context, 'This form is too old', advice), 403)
    })
  }

  app.get(connectPath, (context) => show(context))

  onForm('/tokens', async (context, form) => {
    const given = fieldsIn(form)
    for (const [variable, pasted] of given) {
      if (pasted.trim() !== '') progress.results.set(variable, await session.submit(variable, pasted))
    }
    const isRefused = given.some(([variable]) => progress.results.get(variable)?.isAccepted === false)
    return isRefused ? show(context, undefined, defaults, 422) : context.redirect(`${connectPath}#channels`, 303)
  })

  /** One field, while the others are still being filled in: the answer is a sentence. */
  onForm('/check', async (context, form) => {
    const [field] = fieldsIn(form)
    if (!field) return context.text('', 422)
    const result = await session.submit(...field)
    progress.results.set(field[0], result)
    return context.text(result.sentence, result.isAccepted ? 200 : 422)
  })

  onForm('/forget', (context, form) => {
    const platform = form.get('platform') ?? ''
    session.forget(platform)
    for (const { variable } of stepsOf.get(platform)?.fields ?? []) progress.results.delete(variable)
    delete progress.saved
    return context.redirect(connectPath, 303)
  })

  onForm('/save', async (context, form) => {
    const connected = await session.connected()
    const typed = valuesOf(form, connected)
    const at = readPostingTime('at', typed.at)
    const zone = readPostingTime('timezone', typed.timezone)
    if (typed.channels.size === 0) return show(context, 'Choose a channel first.', typed, 422)
    if ('problem' in at) return show(context, `The time ${at.problem}`, typed, 422)
    if ('problem' in zone) return show(context, `The time zone ${zone.problem}`, typed, 422)
    const values = { ...typed, at: at.value, timezone: zone.value }
    const chosen = [...values.channels].map(([platform, channel]) => ({ platform, channel }))
    try {
      const channels = chosen.map(({ platform, channel }) => ({
        platform,
        channel: channel.id,
        channelName: channel.name,
        ...(channel.kind === 'forum' && { layout: 'forum' as const }),
      }))
      const { files } = session.write({ ...values, channels })
      Object.assign(defaults, values)
      const tests: TestPost[] = []
      if (form.get('after') === 'test') {
        for (const { platform, channel } of chosen) tests.push(await testIn(platform, channel, values))
      }
      progress.saved = { files, tests }
    } catch (error) {
      if (!(error instanceof ExpectedError)) throw error
      return show(context, error.message, values, 422)
    }
    return context.redirect(`${connectPath}#saved`, 303)
  })

  onForm('/start', async (context) => {
    if (!progress.saved) return context.redirect(connectPath, 303)
    options.start()
    return context.html(await startedPage(context))
  })

  async function testIn(platform: string, channel: ChannelChoice, values: FormValues): Promise<TestPost> {
    // Both platforms may have a channel of this name.
    const place = `${placeOf(channel)} (${platformTitle(platform)})`
    try {
      const link = await session.postTest(platform, channel, values)
      return { place, ...(link && { link }) }
    } catch (error) {
      if (!(error instanceof ExpectedError)) throw error
      return { place, problem: error.message }
    }
  }
}

function isSame(given: string, token: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(token)]
  return one.length === other.length && timingSafeEqual(one, other)
}

/** The tokens in a form, by variable. */
function fieldsIn(form: URLSearchParams): [variable: string, pasted: string][] {
  const variables = [...stepsOf.values()].flatMap(({ fields }) => fields.map(({ variable }) => variable))
  return [...form].filter(([name]) => variables.includes(name))
}

/** A channel is named by its id; one that is not in the list is taken as it is typed. */
function valuesOf(form: URLSearchParams, connected: readonly ConnectedPlatform[]): FormValues {
  const channels = new Map<string, ChannelChoice>()
  for (const { platform, channels: known } of connected) {
    const id = form.get(`channel-${platform}`)?.trim() ?? ''
    const typed = { id, name: id, kind: 'public' } as const
    if (id !== '') channels.set(platform, known.find((channel) => channel.id === id) ?? typed)
  }
  const text = (name: string) => form.get(name)?.trim() ?? ''
  return { at: text('at'), timezone: text('timezone'), language: text('language') || 'en', channels }
}

function placeOf({ name, server }: ChannelChoice): string {
  return server ? `#${name} · ${server}` : `#${name}`
}
