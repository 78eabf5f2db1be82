import type { Command } from 'commander'
import { openLedgerContext } from '../../app/context.ts'
import { resolvePart, type UnresolvedPart, unresolvedParts } from '../../app/uncertain-parts.ts'
import { readEnvironment } from '../../config/environment.ts'
import { createLog } from '../../observability/logger.ts'
import { platformNamed } from '../../platforms/registry.ts'

interface ResolveOptions {
  /** True without a link. */
  readonly there?: string | true
  readonly send?: true
  readonly json?: true
}

/** Lists what is uncertain, or takes somebody's word for one part of it. */
export async function resolveCommand(
  delivery: string | undefined,
  part: string | undefined,
  options: ResolveOptions,
  command: Command,
): Promise<void> {
  const { there, send, json } = options
  await using stack = new AsyncDisposableStack()
  if (delivery === undefined) {
    if (there !== undefined || send) command.error('error: name the delivery and the part')
    const book = await openLedgerContext(readEnvironment(), createLog('warn'), stack)
    const open = await unresolvedParts(book)
    process.stdout.write(`${json ? JSON.stringify(open, undefined, 2) : listOf(open)}\n`)
    return
  }
  if (part === undefined || (there === undefined && !send)) {
    command.error('error: name the delivery, the part, and --there [LINK] or --send')
  }
  const { store, destinations } = await openLedgerContext(readEnvironment(), createLog('warn'), stack)
  const link = typeof there === 'string' ? { link: there } : {}
  const order = { delivery, part, isThere: !send, ...link }
  const said = await resolvePart(order, { ledger: store.ledger, destinations, now: Date.now() })
  process.stdout.write(`${said}\n`)
}

function listOf(open: readonly UnresolvedPart[]): string {
  if (open.length === 0) return 'Nothing is uncertain.'
  const one = open.length === 1
  const opening = one
    ? 'Nobody can say whether this part arrived, so nothing was sent again. Look in the channel, then say what you saw:'
    : `Nobody can say whether these ${open.length} parts arrived, so nothing was sent again. Look in the channels, then say what you saw:`
  return [opening, ...open.map(entryOf)].join('\n\n')
}

function entryOf({ delivery, part, platform, channel, triedAt, words, near }: UnresolvedPart): string {
  const command = `npm run --silent cli -- resolve ${delivery} ${part}`
  return [
    `${delivery} ${part}`,
    `  look for      ${words ? `“${words}”` : 'a message of the bot; its digest cannot be read any more'}`,
    `  where         ${platform} ${channel}, from ${triedAt} on${near ? `, near ${near}` : ''}`,
    `  it is there   ${command} --there LINK   (the message’s menu has “${platformNamed(platform).copyLinkLabel}”)`,
    `  it is not     ${command} --send`,
  ].join('\n')
}
