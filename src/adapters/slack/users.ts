import { z } from 'zod'
import { hourMs } from '../../domain/duration.ts'
import type { Requester } from '../../domain/interaction.ts'
import type { Log } from '../../domain/log.ts'
import { withTimeout } from '../../lib/clock.ts'
import type { SlackApi } from './api.ts'

/** How long a profile is cached, in milliseconds. */
const cacheMs = hourMs

/** A dialog must be opened within three seconds of the click, so this must not take long. In milliseconds. */
const timeoutMs = 1_000

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

/** A user's name, time zone and language as Slack knows them. Never throws: what is not known is left out. */
export type UserDirectory = (user: string) => Promise<Person>

export function createUserDirectory(api: SlackApi, log: Log, now: () => number = Date.now): UserDirectory {
  const known = new Map<string, { readonly person: Promise<Person>; readonly until: number }>()

  async function ask(user: string): Promise<Person> {
    try {
      const found = answer.parse(await api.call('users.info', { user, include_locale: true })).user
      const { tz, locale, real_name: realName, profile } = found
      // Slack shows the real name of users without a display name.
      const name = profile?.display_name || realName
      return { ...(name && { name }), ...(tz && { timezone: tz }), ...(locale && { language: locale }) }
    } catch (error) {
      known.delete(user)
      log.debug({ platform: 'slack', err: error }, 'the profile of a Slack user is not known')
      return {}
    }
  }

  return async (user) => {
    const memory = known.get(user)
    const person = memory && memory.until > now() ? memory.person : ask(user)
    if (person !== memory?.person) known.set(user, { person, until: now() + cacheMs })
    return (await withTimeout(person, timeoutMs)) ?? {}
  }
}
