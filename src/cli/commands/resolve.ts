import { Command, Option } from 'commander'
import { openLedgerContext } from '../../app/context.ts'
import { resolvePart, type UnresolvedPart, unresolvedParts } from '../../app/uncertain-parts.ts'
import { readEnvironment } from '../../config/environment.ts'
import type { Messages } from '../../i18n/en/index.ts'
import { messagesFor } from '../../i18n/messages.ts'
import { commandLine } from '../../lib/command-line.ts'
import { platformNamed } from '../../platforms/registry.ts'
import { examples, jsonOption, parseDeliveryId } from '../options.ts'
import { commandLog, print, printJson } from '../output.ts'

export const resolveCommand = new Command('resolve')
  .description('Say whether a part whose status is unknown has arrived; without arguments: list these parts.')
  .argument('[delivery]', 'DESTINATION@PUBLICATION/DATE, as listed')
  .argument('[part]', 'e.g. section-02, as listed')
  .option('--there [link]', 'it is in the channel; with the link of the message it can be corrected and discussed')
  .addOption(new Option('--send', 'it is not in the channel: send it').conflicts('there'))
  .addOption(jsonOption)
  .addHelpText('after', examples('resolve', 'resolve research-slack@main/2026-03-12 section-02 --send'))
  .action(run)

interface ResolveOptions {
  /** True without a link. */
  readonly there?: string | true
  readonly send?: true
  readonly json?: true
}

async function run(
  delivery: string | undefined,
  part: string | undefined,
  options: ResolveOptions,
  command: Command,
): Promise<void> {
  const { there, send, json } = options
  await using stack = new AsyncDisposableStack()
  if (delivery === undefined) {
    if (there !== undefined || send) command.error('error: name the delivery and the part')
    const opened = await openLedgerContext(readEnvironment(), commandLog, stack)
    const parts = await unresolvedParts(opened)
    if (json) printJson(parts)
    else print(formatList(parts, messagesFor(opened.context.config.alerts.language).uncertainList))
    return
  }
  if (part === undefined || (there === undefined && !send)) {
    command.error('error: name the delivery, the part, and --there [LINK] or --send')
  }
  const { store, destinations, context } = await openLedgerContext(readEnvironment(), commandLog, stack)
  const link = typeof there === 'string' ? { link: there } : {}
  const request = { delivery: parseDeliveryId(delivery, destinations), part, isThere: !send, ...link }
  const { language } = context.config.alerts
  print(await resolvePart(request, { ledger: store.ledger, destinations, now: Date.now(), language }))
}

type ListWords = Messages['uncertainList']

function formatList(parts: readonly UnresolvedPart[], say: ListWords): string {
  if (parts.length === 0) return say.none
  return [say.opening(parts.length), ...parts.map((part) => formatPart(part, say))].join('\n\n')
}

function formatPart(
  { delivery, part, platform, channel, triedAt, words, near }: UnresolvedPart,
  say: ListWords,
): string {
  const command = commandLine(`resolve ${delivery} ${part}`)
  return [
    `${delivery} ${part}`,
    `  ${words ? say.lookFor(words) : say.lookForAny}`,
    `  ${say.where(platform, channel, triedAt, near ?? undefined)}`,
    `  ${say.isThere(command, platformNamed(platform).links.copyLabel)}`,
    `  ${say.isNotThere(command)}`,
  ].join('\n')
}
