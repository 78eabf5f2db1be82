import { z } from 'zod'
import type { Log } from '../../domain/log.ts'
import type { Asker } from '../../domain/request.ts'
import type { SlackApi } from './api.ts'

/** People rarely move; in milliseconds. */
const rememberMs = 3_600_000

/** A dialog must be opened within three seconds of the click, so nobody waits for this longer. In milliseconds. */
const patienceMs = 1_000

type Person = Pick<Asker, 'timezone' | 'language'>

const answer = z.object({ user: z.object({ tz: z.string().optional(), locale: z.string().optional() }) })

/** What Slack knows of where a person is and which language they read. Never throws: not knowing is no obstacle. */
export type People = (user: string) => Promise<Person>

export function createPeople(api: SlackApi, log: Log, now: () => number = Date.now): People {
  const known = new Map<string, { readonly person: Promise<Person>; readonly until: number }>()

  async function ask(user: string): Promise<Person> {
    try {
      const { tz, locale } = answer.parse(await api.call('users.info', { user, include_locale: true })).user
      return { ...(tz && { timezone: tz }), ...(locale && { language: locale }) }
    } catch (error) {
      known.delete(user)
      log.debug({ platform: 'slack', err: error }, 'Slack did not say where a reader is')
      return {}
    }
  }

  return (user) => {
    const memory = known.get(user)
    const person = memory && memory.until > now() ? memory.person : ask(user)
    if (person !== memory?.person) known.set(user, { person, until: now() + rememberMs })
    return withPatience(person)
  }
}

async function withPatience(person: Promise<Person>): Promise<Person> {
  const enough = Promise.withResolvers<Person>()
  const timer = setTimeout(() => enough.resolve({}), patienceMs)
  try {
    return await Promise.race([person, enough.promise])
  } finally {
    clearTimeout(timer)
  }
}
