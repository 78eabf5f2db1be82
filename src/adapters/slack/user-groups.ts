import { z } from 'zod'
import { minuteMs } from '../../domain/duration.ts'
import { PlatformUnreachable } from '../../domain/errors.ts'
import type { Verdict } from '../../domain/verdict.ts'
import { fine, wrong, wrongFromError } from '../../i18n/verdicts.ts'
import { withTimeout } from '../../lib/clock.ts'
import type { SlackApi } from './api.ts'

/** How long members are cached, in milliseconds: a person who leaves a group stops counting that soon. */
const cacheMs = 5 * minuteMs

/** A dialog must be opened within three seconds of the click, so this must not take long. In milliseconds. */
const timeoutMs = 2_000

/** https://docs.slack.dev/reference/methods/usergroups.users.list */
const answer = z.object({ users: z.array(z.string()) })

type Api = Pick<SlackApi, 'call'>

/** The ids of the users in a group, which clicks do not carry. Throws an `ExpectedError` if Slack does not say it. */
type GroupMembers = (group: string) => Promise<readonly string[]>

export function createGroupMembers(api: Api, now: () => number = Date.now): GroupMembers {
  const known = new Map<string, { readonly members: Promise<readonly string[]>; readonly until: number }>()

  async function ask(group: string): Promise<readonly string[]> {
    try {
      return await listMembers(api, group)
    } catch (error) {
      known.delete(group)
      throw error
    }
  }

  return async (group) => {
    const memory = known.get(group)
    const members = memory && memory.until > now() ? memory.members : ask(group)
    if (members !== memory?.members) known.set(group, { members, until: now() + cacheMs })
    const found = await withTimeout(members, timeoutMs)
    if (!found) throw new PlatformUnreachable('Slack', `no answer within ${timeoutMs / 1000} seconds`)
    return found
  }
}

/** Whether the members of a group can be read. Never throws. */
export async function inspectGroup(api: Api, group: string): Promise<Verdict> {
  try {
    const { length } = await listMembers(api, group)
    return length > 0 ? fine('slack-group', group, length) : wrong('slack-empty-group', group)
  } catch (error) {
    return wrongFromError(error)
  }
}

async function listMembers(api: Api, group: string): Promise<readonly string[]> {
  return answer.parse(await api.call('usergroups.users.list', { usergroup: group })).users
}
