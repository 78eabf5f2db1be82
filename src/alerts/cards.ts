import { bullets, code, paragraph, strong } from '../domain/build.ts'
import type { Card } from '../domain/card.ts'
import type { Block } from '../domain/digest.ts'
import { type Alert, type AlertKind, alertKinds } from './alert.ts'

/** So many of a kind have a card each; more are listed in one. */
const cardsMax = 3

/** So many are listed by name. */
const listedMax = 10

/** So many sentences of one trouble are shown: a digest may have a mistake in every line. */
const wordsMax = 6

interface Look {
  readonly sign: string
  /** For several of a kind. */
  many(count: number): string
}

const looks: Readonly<Record<AlertKind, Look>> = {
  ledger: { sign: '💾', many: (count) => `The ledger cannot be used, for ${count} reasons` },
  platform: { sign: '🔌', many: (count) => `${count} platforms cannot be posted to` },
  uncertain: { sign: '❓', many: (count) => `${count} messages may or may not have arrived` },
  paused: { sign: '⏸️', many: (count) => `${count} destinations are paused` },
  failed: { sign: '⛔', many: (count) => `${count} posts were refused` },
  late: { sign: '⏰', many: (count) => `${count} posts are late` },
  digest: { sign: '✏️', many: (count) => `${count} digests cannot be posted as they are` },
  quiet: { sign: '🔇', many: (count) => `${count} publications fell silent` },
  mended: { sign: '✅', many: (count) => `${count} are well again` },
}

/** What tells all of it at once: a card for each, or one for many of a kind. */
export function alertCards(troubles: readonly Alert[]): Card[] {
  const [only] = troubles
  if (only && troubles.length === 1) return [cardOf(only)]
  const cards = alertKinds.flatMap((kind) =>
    cardsOfKind(
      kind,
      troubles.filter((each) => each.kind === kind),
    ),
  )
  return cards.length === 1 ? cards : [{ title: headline(troubles), body: [], buttons: [] }, ...cards]
}

function headline(troubles: readonly Alert[]): string {
  const count = troubles.filter(({ kind }) => kind !== 'mended').length
  if (count === 0) return looks.mended.many(troubles.length)
  return count === 1 ? 'One thing needs a look' : `${count} things need a look`
}

function cardsOfKind(kind: AlertKind, troubles: readonly Alert[]): Card[] {
  if (troubles.length <= cardsMax) return troubles.map(cardOf)
  const { sign, many } = looks[kind]
  return [{ title: `${sign} ${many(troubles.length)}`, body: listOf(troubles, kind), buttons: [] }]
}

function cardOf(alert: Alert): Card {
  const { kind, title, buttons } = alert
  return { title: `${looks[kind].sign} ${title}`, body: wordsOf(alert), buttons }
}

function wordsOf({ kind, words }: Alert): Block[] {
  const shown = words.slice(0, wordsMax)
  const blocks = kind === 'digest' ? [bullets(shown.map((line) => [line]))] : shown.map((line) => paragraph(line))
  return [...blocks, ...andMore(words.length - shown.length, 'check')]
}

/** Those that are listed have no buttons: the command line and the page have the rest. */
function listOf(troubles: readonly Alert[], kind: AlertKind): Block[] {
  const shown = troubles.slice(0, listedMax)
  const lines = shown.map(({ name, title, words }) => [strong(name), `: ${words[0] ?? title}`])
  const settle = kind === 'uncertain' ? [paragraph('The command ', code('resolve'), ' settles them.')] : []
  return [bullets(lines), ...andMore(troubles.length - shown.length, 'status'), ...settle]
}

function andMore(count: number, command: string): Block[] {
  return count > 0 ? [paragraph(`And ${count} more: the command `, code(command), ' lists them all.')] : []
}
