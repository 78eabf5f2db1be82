import { bullets, code, paragraph, strong } from '../domain/build.ts'
import type { Card } from '../domain/card.ts'
import type { Block } from '../domain/digest.ts'
import { type Alert, type AlertKind, type AlertMessages, alertKinds } from './alert.ts'

/** Up to this many of a kind have a card each; more are listed in one card. */
const cardsMax = 3

/** How many are listed by name. */
const listedMax = 10

/** How many sentences of one alert are shown: a digest may have a mistake in every line. */
const wordsMax = 6

const signs: Readonly<Record<AlertKind, string>> = {
  ledger: '💾',
  platform: '🔌',
  uncertain: '❓',
  paused: '⏸️',
  failed: '⛔',
  late: '⏰',
  digest: '✏️',
  quiet: '🔇',
  mended: '✅',
}

/** All alerts of one message: a card for each, or one for many of a kind. */
export function alertCards(troubles: readonly Alert[], messages: AlertMessages): Card[] {
  const [only] = troubles
  if (only && troubles.length === 1) return [cardOf(only, messages)]
  const cards = alertKinds.flatMap((kind) =>
    cardsOfKind(
      kind,
      troubles.filter((each) => each.kind === kind),
      messages,
    ),
  )
  return cards.length === 1 ? cards : [{ title: headline(troubles, messages), body: [], buttons: [] }, ...cards]
}

function headline(troubles: readonly Alert[], { many, needAttention }: AlertMessages): string {
  const count = troubles.filter(({ kind }) => kind !== 'mended').length
  return count === 0 ? many.mended(troubles.length) : needAttention(count)
}

function cardsOfKind(kind: AlertKind, troubles: readonly Alert[], messages: AlertMessages): Card[] {
  if (troubles.length <= cardsMax) return troubles.map((each) => cardOf(each, messages))
  return [
    {
      title: `${signs[kind]} ${messages.many[kind](troubles.length)}`,
      body: listOf(troubles, kind, messages),
      buttons: [],
    },
  ]
}

function cardOf(alert: Alert, messages: AlertMessages): Card {
  const { kind, title, buttons } = alert
  return { title: `${signs[kind]} ${title}`, body: wordsOf(alert, messages), buttons }
}

function wordsOf({ kind, words }: Alert, messages: AlertMessages): Block[] {
  const shown = words.slice(0, wordsMax)
  const blocks = kind === 'digest' ? [bullets(shown.map((line) => [line]))] : shown.map((line) => paragraph(line))
  return [...blocks, ...andMore(words.length - shown.length, 'check', messages)]
}

/** Listed alerts have no buttons: the command line and the page have the rest. */
function listOf(troubles: readonly Alert[], kind: AlertKind, messages: AlertMessages): Block[] {
  const shown = troubles.slice(0, listedMax)
  const lines = shown.map(({ name, title, words }) => [strong(name), `: ${words[0] ?? title}`])
  const settle = kind === 'uncertain' ? [paragraph(...messages.resolveWith(code('resolve')))] : []
  return [bullets(lines), ...andMore(troubles.length - shown.length, 'status', messages), ...settle]
}

function andMore(count: number, command: string, messages: AlertMessages): Block[] {
  return count > 0 ? [paragraph(...messages.andMore(count, code(command)))] : []
}
