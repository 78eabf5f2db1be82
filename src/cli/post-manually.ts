import { destinationNamed, digestOf, type LedgerContext, openLedgerContext } from '../app/context.ts'
import { connectManually, isBotRunning, openManualLane } from '../app/manual-lane.ts'
import type { Environment } from '../config/environment.ts'
import type { DeliveryContext } from '../delivery/context.ts'
import { runDelivery } from '../delivery/run-delivery.ts'
import { type DeliveryEntry, deliveryId, deliveryLink, isUndone } from '../domain/delivery.ts'
import { type Destination, selectFor } from '../domain/destination.ts'
import { type Digest, digestId, parseDigestId } from '../domain/digest.ts'
import { minuteMs } from '../domain/duration.ts'
import { ConfigurationError } from '../domain/errors.ts'
import type { DestinationStore, UndoStore } from '../domain/ledger.ts'
import type { Log } from '../domain/log.ts'
import { utcTime } from '../domain/time-zone.ts'
import type { Vocabulary } from '../domain/vocabulary.ts'
import type { Messages } from '../i18n/en/index.ts'
import { describeFailure } from '../i18n/failures.ts'
import { messagesFor } from '../i18n/messages.ts'
import { platformTitle } from '../i18n/platform-titles.ts'
import { systemClock } from '../lib/clock.ts'
import { commandLine } from '../lib/command-line.ts'
import { type PreviewedPart, preview } from '../platforms/preview.ts'
import { newDelivery } from '../scheduler/delivery-history.ts'
import { tryLockDataFolder } from '../storage/data-folder.ts'
import type { DayIn } from './options.ts'

interface PostRequest {
  readonly date: DayIn
  /** The destination's name. */
  readonly to: string
  /** Also if it was undone. */
  readonly again?: boolean
}

export interface PostResult {
  readonly ok: boolean
  /** One sentence. */
  readonly message: string
}

/** How long to wait for a running bot, which looks for due deliveries every minute. */
const timeoutMs = 125_000
const pollMs = 500

/** The messages that would be posted to the destination. Sends nothing. */
export async function previewPost(environment: Environment, log: Log, request: PostRequest): Promise<PreviewedPart[]> {
  await using stack = new AsyncDisposableStack()
  const { destination, digest, vocabulary } = await prepare(environment, log, request, stack)
  const wanted = selectFor(destination, digest)
  return wanted ? preview(wanted, destination.platform, destination.layout, vocabulary) : []
}

/** Posts a digest to a destination at any hour, unless it has been posted there. */
export async function postManually(environment: Environment, log: Log, request: PostRequest): Promise<PostResult> {
  await using stack = new AsyncDisposableStack()
  const prepared = await prepare(environment, log, request, stack)
  const { destination, digest, vocabulary, store, language } = prepared
  const { ledger } = store
  const words = messagesFor(language).manualPost
  const known = await ledger.delivery(deliveryId(destination, digestId(digest)))
  if (known?.state === 'posted') return await postedBefore(known, ledger, words)
  const add = () => addManually(destination, digest, ledger, request.again)
  const lock = tryLockDataFolder(environment.dataFolder)
  if (lock) stack.defer(() => lock.release())
  // If a bot is running, the owner of the lane posts: two processes at once could post twice.
  const askBot = async () => {
    const delivery = await add()
    await store.shared?.wakeMachines()
    return (await whyNotNow(delivery, request, ledger, words)) ?? (await followBot(delivery, ledger, language))
  }
  if (!lock || (await isBotRunning(store))) return await askBot()
  // A token that is refused leaves nothing that the bot would post later.
  const connected = await connectManually(destination, { environment, vocabulary, store, log, stack })
  if (!connected) throw new ConfigurationError(words.noTokens(destination.name, platformTitle(destination.platform)))
  const lane = await openManualLane(destination, connected, { store, log, stack })
  if (!lane) return await askBot()
  const delivery = await add()
  const reply = await whyNotNow(delivery, request, ledger, words)
  if (reply) return reply
  const tools = { ...lane, clock: systemClock, log, signal: new AbortController().signal }
  await runDelivery(delivery, destination, digest, tools)
  return await outcomeOf(delivery, ledger, language)
}

/** Why a delivery is not posted now, if it is not. */
async function whyNotNow(
  delivery: DeliveryEntry,
  request: PostRequest,
  ledger: ManualLedger,
  words: PostWords,
): Promise<PostResult | undefined> {
  if (delivery.state === 'posted') return await postedBefore(delivery, ledger, words)
  return isUndone(delivery) ? { ok: false, message: await whyNotAgain(delivery, request, ledger, words) } : undefined
}

async function postedBefore({ id }: DeliveryEntry, ledger: ManualLedger, words: PostWords): Promise<PostResult> {
  return { ok: true, message: words.postedBefore(deliveryLink(await ledger.parts(id)) ?? id) }
}

type PostWords = Messages['manualPost']

/** The ledger of a post by hand. */
type ManualLedger = DeliveryContext['ledger'] & Pick<DestinationStore, 'pauses' | 'resume'> & Pick<UndoStore, 'reopen'>

interface Prepared {
  readonly destination: Destination
  readonly digest: Digest
  readonly vocabulary: Vocabulary
  readonly store: LedgerContext['store']
  readonly language: string
}

async function prepare(
  environment: Environment,
  log: Log,
  request: PostRequest,
  stack: AsyncDisposableStack,
): Promise<Prepared> {
  const ledgerContext = await openLedgerContext(environment, log, stack, true)
  const destination = destinationNamed(ledgerContext, request.to)
  const date = request.date(destination.timezone)
  const digest = await digestOf(ledgerContext.context, destination.publication, date)
  const { vocabulary, alerts } = ledgerContext.context.config
  const { language } = alerts
  if (digest.withdrawn !== undefined) {
    throw new ConfigurationError(messagesFor(language).manualPost.withdrawnDigest(date, digest.withdrawn))
  }
  return { destination, digest, vocabulary, store: ledgerContext.store, language }
}

/** Adds the delivery, or makes it due again if it failed or was skipped or superseded. */
async function addManually(
  destination: Destination,
  digest: Digest,
  ledger: ManualLedger,
  again = false,
): Promise<DeliveryEntry> {
  const now = systemClock.now()
  // A manual post is tried at once, even if its destination is paused.
  await ledger.resume(destination.name)
  const added = newDelivery(destination, digestId(digest), now)
  const { id } = added
  const entry = await ledger.addDelivery(added, true)
  if (again && entry.state === 'withdrawn' && (await mayRepeatAt(entry, ledger)) <= now) {
    await ledger.reopen(id)
    return (await ledger.delivery(id)) ?? entry
  }
  // A pending delivery with a reason is the line in place of a digest that is too old; now the digest itself is wanted.
  if (entry.state === 'posted' || isUndone(entry) || (entry.state === 'pending' && !entry.reason)) return entry
  await ledger.setState(id, 'pending', now)
  const { reason: _, ...rest } = entry
  return { ...rest, state: 'pending' }
}

/**
 * How long after a message was posted the same one is not posted again, in milliseconds. For "the past few minutes" Discord
 * answers a repeated nonce with the message that was deleted, and posts none:
 * https://docs.discord.com/developers/resources/message#create-message
 */
const repeatAfterMs = 15 * minuteMs

/** When the delivery may be posted again after it was undone, in milliseconds since 1970. */
async function mayRepeatAt({ id }: DeliveryEntry, ledger: ManualLedger): Promise<number> {
  return Math.max(0, ...(await ledger.parts(id)).map(({ postedAt = 0 }) => postedAt + repeatAfterMs))
}

async function whyNotAgain(
  delivery: DeliveryEntry,
  { to }: PostRequest,
  ledger: ManualLedger,
  words: PostWords,
): Promise<string> {
  if (delivery.state === 'withdrawing') return words.undoing(delivery.id)
  const { date } = parseDigestId(delivery.digest) ?? {}
  const command = commandLine(`post ${date} --to ${to} --again`)
  const at = await mayRepeatAt(delivery, ledger)
  return words.undone(delivery.id, command, at > systemClock.now() ? utcTime(at) : undefined)
}

async function followBot(delivery: DeliveryEntry, ledger: ManualLedger, language: string): Promise<PostResult> {
  process.stderr.write(`${messagesFor(language).manualPost.botPosts}\n`)
  const deadline = systemClock.now() + timeoutMs
  while (systemClock.now() < deadline) {
    const state = (await ledger.delivery(delivery.id))?.state
    if (state !== 'pending') break
    await systemClock.wait(pollMs)
  }
  return outcomeOf(delivery, ledger, language)
}

async function outcomeOf(delivery: DeliveryEntry, ledger: ManualLedger, language: string): Promise<PostResult> {
  const words = messagesFor(language).manualPost
  const entry = await ledger.delivery(delivery.id)
  if (entry?.state === 'posted')
    return { ok: true, message: words.posted(deliveryLink(await ledger.parts(delivery.id)) ?? delivery.id) }
  const pause = (await ledger.pauses()).get(delivery.destination)
  const reason = entry?.reason ?? pause?.reason
  return { ok: false, message: words.notPosted(reason ? describeFailure(reason, language) : words.unknown) }
}
