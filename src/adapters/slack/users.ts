import { z } from 'zod'
import { hourMs } from '../../domain/duration.ts'
import { errorFields } from '../../domain/errors.ts'
import type { Requester } from '../../domain/interaction.ts'
import type { Log } from '../../domain/log.ts'
import { withTimeout } from '../../lib/clock.ts'
import type { SlackApi } from './api.ts'
import type { SlackIds } from './payload-origin.ts'

/** How long a profile is cached, in milliseconds. */
const cacheMs = hourMs

/** A dialog must be opened within three seconds of the click, so this must not take long. In milliseconds. */
const timeoutMs = 2_000

type Person = Pick<Requester, 'name' | 'timezone' | 'language'>

/** A user as Slack describes them. */
export interface Profile {
  readonly person: Person
  /** Their own workspace and its organization. */
  readonly ids: SlackIds
  /** Whether they were only invited to some channels. */
  readonly isGuest: boolean
  /** Whether they belong to another company and share no channel with the bot (`is_stranger`). */
  readonly isStranger: boolean
}

const word = z.string().optional()
const flag = z.boolean().default(false)

const answer = z.object({
  user: z.object({
    tz: word,
    locale: word,
    real_name: word,
    team_id: word,
    enterprise_user: z.object({ enterprise_id: word }).optional(),
    is_restricted: flag,
    is_ultra_restricted: flag,
    is_stranger: flag,
    profile: z.object({ display_name: word }).optional(),
  }),
})

/** A user's profile as Slack knows it; undefined if it cannot be read now. Never throws. */
export type UserDirectory = (user: string) => Promise<Profile | undefined>

export function createUserDirectory(api: SlackApi, log: Log, now: () => number = Date.now): UserDirectory {
  const known = new Map<string, { readonly profile: Promise<Profile | undefined>; readonly until: number }>()

  async function ask(user: string): Promise<Profile | undefined> {
    try {
      const found = answer.parse(await api.call('users.info', { user, include_locale: true })).user
      const { tz, locale, real_name: realName, profile, team_id: team, enterprise_user: grid } = found
      // Slack shows the real name of users without a display name.
      const name = profile?.display_name || realName
      return {
        person: { ...(name && { name }), ...(tz && { timezone: tz }), ...(locale && { language: locale }) },
        ids: { team, enterprise: grid?.enterprise_id },
        isGuest: found.is_restricted || found.is_ultra_restricted,
        isStranger: found.is_stranger,
      }
    } catch (error) {
      known.delete(user)
      log.debug({ platform: 'slack', ...errorFields(error) }, 'the profile of a Slack user is not known')
      return undefined
    }
  }

  return async (user) => {
    const memory = known.get(user)
    const profile = memory && memory.until > now() ? memory.profile : ask(user)
    if (profile !== memory?.profile) known.set(user, { profile, until: now() + cacheMs })
    return withTimeout(profile, timeoutMs)
  }
}
