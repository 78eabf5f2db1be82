import { z } from 'zod'
import type { MessageRef } from '../../domain/delivery.ts'
import { Ambiguous } from '../../domain/errors.ts'
import type { ApiCall } from '../../domain/part.ts'
import type { DiscordApi, HttpMethod } from './api.ts'
import { codes, discordError, refusalCode } from './errors.ts'
import { firstLine, openThread, threadOf, unarchive } from './threads.ts'

type Begin = () => Promise<void>

const created = z.object({ id: z.string() })

/** Posts a message in a channel, or in the thread under a message, and gives its id. */
export async function postMessage(
  call: ApiCall,
  channel: string,
  under: MessageRef | undefined,
  api: DiscordApi,
  begin?: Begin,
): Promise<string> {
  if (!under) return idIn(await attempt(call, { channel }, {}, api, begin))
  // Discord has posted nothing when it answers so, and asking once more is no second message.
  const openFirst = async () => openThread(under, await firstLine(under, api), api)
  const remedies: Remedies = under.thread === undefined ? { [codes.unknownChannel]: openFirst } : {}
  return idIn(await attempt(call, { channel: threadOf(under) }, remedies, api, begin))
}

/** The id of what was just made. It is there, whatever the answer looks like. */
export function idIn(answer: unknown): string {
  const { success, data, error } = created.safeParse(answer)
  if (!success) throw new Ambiguous('Discord', 'its answer names no message', { cause: error })
  return data.id
}

/** Replaces a message of ours. */
export async function editMessage(call: ApiCall, ref: MessageRef, api: DiscordApi): Promise<void> {
  const remedies = { [codes.threadArchived]: () => unarchive(ref.channel, api) }
  await attempt(call, ref, remedies, api)
}

type Remedies = Readonly<Record<number, () => Promise<void>>>

/** Makes the call, once more after the remedy for a refusal that has one. */
async function attempt(
  call: ApiCall,
  ids: { readonly channel: string; readonly message?: string },
  remedies: Remedies,
  api: DiscordApi,
  begin?: Begin,
): Promise<unknown> {
  const { verb, path } = routeOf(call, ids)
  try {
    return await api.send(verb, path, { body: call.body, begin })
  } catch (error) {
    const remedy = remedies[refusalCode(error) ?? 0]
    if (!remedy) throw discordError(error, ids.channel)
    await remedy()
    return attempt(call, ids, {}, api, begin)
  }
}

/** `POST /channels/{channel.id}/messages` with its places filled in. */
export function routeOf(
  { method }: Pick<ApiCall, 'method'>,
  { channel, message = '' }: { readonly channel: string; readonly message?: string },
): { verb: HttpMethod; path: `/${string}` } {
  const [verb, template = ''] = method.split(' ')
  const path = template.replace('{channel.id}', channel).replace('{message.id}', message)
  return { verb: verb as HttpMethod, path: path as `/${string}` }
}
