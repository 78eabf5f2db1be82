import { z } from 'zod'
import type { MessageRef } from '../../domain/delivery.ts'
import { Ambiguous, ThreadGone } from '../../domain/errors.ts'
import type { ApiCall } from '../../domain/part.ts'
import type { Place } from '../../domain/platform.ts'
import { record } from '../../lib/json.ts'
import type { CallPermit } from '../rate-limit/keyed-queue.ts'
import type { DiscordApi, HttpMethod } from './api.ts'
import { codes, errorCode, threadError } from './errors.ts'
import { firstLine, openThread, threadOf, unarchive } from './threads.ts'

const created = z.object({ id: z.string() })

/**
 * Posts a message in a channel, or in the thread under a message. Returns what was created. Throws `ThreadGone` if the
 * thread, or the message that it should be opened under, was deleted.
 */
export async function postMessage(
  call: ApiCall,
  { channel, under, isThreadOpen }: Place,
  api: DiscordApi,
  permit: CallPermit,
): Promise<unknown> {
  if (!under) return sendWithRemedy(call, { channel }, {}, api, permit)
  // Discord has posted nothing when it refuses, so a second call cannot post twice.
  const openFirst = async () => openThread(under, await firstLine(under, api), api)
  const mayOpen = under.thread === undefined && !isThreadOpen
  const remedies: Remedies = mayOpen ? { [codes.unknownChannel]: openFirst } : {}
  const thread = threadOf(under)
  try {
    return await sendWithRemedy(call, { channel: thread }, remedies, api, permit)
  } catch (error) {
    if (!isGone(error)) throw threadError(error)
    // Throws if the channel itself is gone.
    if (channel !== thread) await api.call('GET', `/channels/${channel}`)
    throw new ThreadGone('Discord', { cause: error })
  }
}

/** The id of what was created. Throws `Ambiguous` if the answer does not say it: something was created. */
export function idIn(answer: unknown): string {
  const { success, data, error } = created.safeParse(answer)
  if (!success) throw new Ambiguous('Discord', 'its answer names no message', { cause: error })
  return data.id
}

const allowed = z.object({ allowed_mentions: z.object({ roles: z.array(z.string()).default([]) }) })
const mentioned = z.object({ mention_roles: z.array(z.string()) })

/** The roles that a message should have notified and did not, by Discord's answer. */
export function unnotifiedRoles(call: ApiCall, answer: unknown): readonly string[] {
  // A forum post holds its first message.
  const wanted = allowed.safeParse(record(call.body).message ?? call.body).data?.allowed_mentions.roles ?? []
  const notified = mentioned.safeParse(record(answer).message ?? answer).data?.mention_roles
  return notified ? wanted.filter((role) => !notified.includes(role)) : []
}

/** Replaces a message of ours. */
export async function editMessage(call: ApiCall, ref: MessageRef, api: DiscordApi): Promise<void> {
  const remedies = { [codes.threadArchived]: () => unarchive(ref.channel, api) }
  try {
    await sendWithRemedy(call, ref, remedies, api)
  } catch (error) {
    if (ref.thread === undefined || errorCode(error) !== codes.unknownChannel) throw error
    throw new ThreadGone('Discord', { cause: error })
  }
}

function isGone(error: unknown): boolean {
  const code = errorCode(error)
  return code === codes.unknownChannel || code === codes.unknownMessage
}

type Remedies = Readonly<Record<number, () => Promise<void>>>

/** Makes a call, and again after the remedy for a refusal that has one. Throws an `ExpectedError`. */
async function sendWithRemedy(
  call: ApiCall,
  ids: { readonly channel: string; readonly message?: string },
  remedies: Remedies,
  api: DiscordApi,
  permit?: CallPermit,
): Promise<unknown> {
  const { verb, path } = routeOf(call, ids)
  try {
    return await api.call(verb, path, { body: call.body, permit })
  } catch (error) {
    const remedy = remedies[errorCode(error) ?? 0]
    if (!remedy) throw error
    await remedy()
    return sendWithRemedy(call, ids, {}, api)
  }
}

/** `POST /channels/{channel.id}/messages` as verb and path, with the ids filled in. */
export function routeOf(
  { method }: Pick<ApiCall, 'method'>,
  { channel, message = '' }: { readonly channel: string; readonly message?: string },
): { verb: HttpMethod; path: `/${string}` } {
  const [verb, template = ''] = method.split(' ')
  const path = template.replace('{channel.id}', channel).replace('{message.id}', message)
  return { verb: verb as HttpMethod, path: path as `/${string}` }
}
