import { z } from 'zod'
import type { Requester } from '../../domain/interaction.ts'
import type { Log } from '../../domain/log.ts'
import type { SlackApi } from './api.ts'

/** People rarely move; in milliseconds. */
const rememberMs = 3_600_000

/** A dialog must be opened within three seconds of the click, so nobody waits for this longer. In milliseconds. */
const patienceMs = 1_000

type Person = Pick<Requester, 'name' | 'timezone' | 'language'>

const word = z.string().optional()

const answer = z.object({
  user: z.object({
    tz: word,
    locale: word,
    real_name: word,
    profile: z.object({ display_name: word }).optional(),
  }),
})

/**
 * What Slack knows of a person: how they are called, where they are, which language they read. Never throws: not knowing
 * is no obstacle.
 */
export type UserDirectory = (user: string) => Promise<Person>

export function createUserDirectory(api: SlackApi, log: Log, now: () => number = Date.now): UserDirectory {
  const known = new Map<string, { readonly person: Promise<Person>; readonly until: number }>()

  async function ask(user: string): Promise<Person> {
    try {
      const told = answer.parse(await api.call('users.info', { user, include_locale: true })).user
      const { tz, locale, real_name: realName, profile } = told
      // Who has chosen no other name is shown under their real one.
      const name = profile?.display_name || realName
      return { ...(name && { name }), ...(tz && { timezone: tz }), ...(locale && { language: locale }) }
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
    return withTimeout(person)
  }
}

async function withTimeout(person: Promise<Person>): Promise<Person> {
  const enough = Promise.withResolvers<Person>()
  const timer = setTimeout(() => enough.resolve({}), patienceMs)
  try {
    return await Promise.race([person, enough.promise])
  } finally {
    clearTimeout(timer)
  }
}
