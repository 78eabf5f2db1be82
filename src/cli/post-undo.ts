import { confirm, isCancel } from '@clack/prompts'
import { openLedgerContext } from '../app/context.ts'
import { connectManually, isBotRunning, openManualLane } from '../app/manual-lane.ts'
import { runUndo } from '../app/undo-requests.ts'
import type { Environment } from '../config/environment.ts'
import type { DeliveryEntry, DeliveryId, PartEntry } from '../domain/delivery.ts'
import { ConfigurationError } from '../domain/errors.ts'
import type { Log } from '../domain/log.ts'
import { platformTitle } from '../i18n/platform-titles.ts'
import { systemClock } from '../lib/clock.ts'
import { commandLine } from '../lib/command-line.ts'
import { count } from '../lib/count.ts'
import { didYouMean } from '../lib/fuzzy-match.ts'
import { tryLockDataFolder } from '../storage/data-folder.ts'
import { parseDeliveryId } from './options.ts'
import { print } from './output.ts'
import type { PostResult } from './post-manually.ts'

/** How long a running bot may make no progress: it looks for requests to undo every minute. In milliseconds. */
const timeoutMs = 125_000
const pollMs = 500

/** How many deliveries of each destination are compared with a mistyped one. */
const suggestedMax = 30

/**
 * Deletes every message of a delivery, after asking. While the bot is running, the bot does it. Call it again after any
 * failure: it continues. Throws `ConfigurationError` if there is nothing to undo.
 */
export async function undoPost(
  environment: Environment,
  log: Log,
  request: { readonly delivery: string; readonly yes: boolean },
): Promise<PostResult> {
  await using stack = new AsyncDisposableStack()
  const { store, context, destinations } = await openLedgerContext(environment, log, stack)
  const { ledger } = store
  const wanted = parseDeliveryId(request.delivery, destinations)
  const delivery = await ledger.delivery(wanted as DeliveryId)
  if (!delivery) {
    const names = destinations.map(({ name }) => name)
    const known = (await Promise.all(names.map((name) => ledger.deliveriesTo(name, suggestedMax)))).flat()
    const advice = didYouMean(
      wanted,
      known.map(({ id }) => id),
    )
    throw new ConfigurationError(`There is no delivery "${wanted}". ${advice}${examplesOf(known)}`)
  }
  const { id } = delivery
  const parts = (await ledger.parts(id)).filter(({ state }) => state !== 'deleted')
  if (parts.length === 0) return nothingLeft(delivery)
  print(planOf(delivery, parts))
  if (!(await isConfirmed(request.yes, id))) return { ok: false, message: 'Nothing was deleted.' }
  const ask = () => ledger.setState(id, 'withdrawing', systemClock.now())
  const lock = tryLockDataFolder(environment.dataFolder)
  if (lock) stack.defer(() => lock.release())
  // If a bot is running, the owner of the lane deletes: it may just be posting another part.
  const askBot = async () => {
    await ask()
    await store.shared?.wakeMachines()
    return await followBot(id, ledger)
  }
  if (!lock || (await isBotRunning(store))) return await askBot()
  const place = { ...delivery, name: delivery.destination }
  const { vocabulary } = context.config
  const connected = await connectManually(place, { environment, vocabulary, store, log, stack })
  if (!connected) {
    throw new ConfigurationError(
      `${id} is on ${platformTitle(delivery.platform)}, whose tokens are not set. .env.example says where to get them.`,
    )
  }
  const lane = await openManualLane(place, connected, { store, log, stack })
  if (!lane) return await askBot()
  await ask()
  const platforms = new Map([[delivery.platform, lane.platform]])
  const signal = new AbortController().signal
  const { repository } = context
  const tools = { platforms, repository, ledger: lane.ledger, clock: systemClock, log, signal, isUp: () => true }
  await runUndo({ ...delivery, state: 'withdrawing' }, tools)
  return await outcomeOf(id, ledger)
}

type UndoLedger = Awaited<ReturnType<typeof openLedgerContext>>['store']['ledger']

function examplesOf(known: readonly DeliveryEntry[]): string {
  const newest = known
    .filter(({ state }) => state === 'posted')
    .sort((one, other) => (other.settledAt ?? 0) - (one.settledAt ?? 0))
    .slice(0, 3)
  const list = newest.map(({ id }) => id).join(', ')
  if (list) return `The last ones are ${list}.`
  return 'The ledger knows no finished post: if it is new or was lost, delete the messages in the channel by hand.'
}

async function nothingLeft({ id, state }: DeliveryEntry): Promise<PostResult> {
  if (state === 'withdrawn') return { ok: true, message: `${id} was undone before: nothing of it is left.` }
  throw new ConfigurationError(`Nothing of ${id} was posted, so there is nothing to undo. Its state is ${state}.`)
}

/** What will be deleted, the last message first. */
function planOf({ id, platform, channel }: DeliveryEntry, parts: readonly PartEntry[]): string {
  const lines = parts.toReversed().map(({ key, ref, state }) => {
    const where =
      ref?.link ?? (ref ? ref.message : state === 'confirmed' ? 'its message is not known' : 'will be looked for')
    return `  ${key}  ${where}`
  })
  return [
    `${count(parts.length, 'message')} of ${id} in ${platformTitle(platform)} ${channel} will be deleted, in this order:`,
    ...lines,
    'What others wrote in threads under them stays. This cannot be undone.',
  ].join('\n')
}

async function isConfirmed(yes: boolean, id: DeliveryId): Promise<boolean> {
  if (yes) return true
  if (!process.stdin.isTTY) {
    throw new ConfigurationError(
      `There is no terminal to ask on: add --yes to delete them: ${commandLine(`post --undo ${id} --yes`)}`,
    )
  }
  const answer = await confirm({ message: 'Delete them?', initialValue: false })
  return !isCancel(answer) && answer
}

async function followBot(id: DeliveryId, ledger: UndoLedger): Promise<PostResult> {
  process.stderr.write('The bot is running and begins within a minute …\n')
  let left = Number.POSITIVE_INFINITY
  for (let deadline = systemClock.now() + timeoutMs; systemClock.now() < deadline; await systemClock.wait(pollMs)) {
    const delivery = await ledger.delivery(id)
    if (delivery?.state !== 'withdrawing' || delivery.reason) break
    const now = (await remaining(id, ledger)).length
    if (now < left) deadline = systemClock.now() + timeoutMs
    left = now
  }
  return outcomeOf(id, ledger)
}

async function outcomeOf(id: DeliveryId, ledger: UndoLedger): Promise<PostResult> {
  const entry = await ledger.delivery(id)
  if (entry?.state === 'withdrawn') return { ok: true, message: `Undone: nothing of ${id} is left in its channel.` }
  const left = (await remaining(id, ledger)).map(({ key }) => key).join(', ')
  const again = `Run the command again to go on: ${commandLine(`post --undo ${id}`)}`
  return { ok: false, message: `Not all of it is deleted; left: ${left}. ${entry?.reason?.text ?? again}` }
}

async function remaining(id: DeliveryId, ledger: UndoLedger): Promise<readonly PartEntry[]> {
  return (await ledger.parts(id)).filter(({ state }) => state !== 'deleted')
}
