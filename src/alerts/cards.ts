import { bullets, code, paragraph, strong } from '../domain/build.ts'
import type { Card } from '../domain/card.ts'
import type { Block } from '../domain/digest.ts'
import { type Alert, type AlertKind, type AlertMessages, alertKinds } from './alert.ts'

/** Up to this many alerts of a kind get a card each; more are listed in one card. */
const cardsMax = 3

/** The number of alerts that a list names. */
const listedMax = 10

/** How many sentences of one alert are shown: a digest may have a mistake in every line. */
const wordsMax = 6

const signs: Readonly<Record<AlertKind, string>> = {
  ledger: '💾',
  memory: '🧠',
  platform: '🔌',
  removed: '👋',
  pull: '📡',
  uncertain: '❓',
  paused: '⏸️',
  failed: '⛔',
  refused: '🚫',
  late: '⏰',
  digest: '✏️',
  review: '📝',
  stale: '🔇',
  source: '📡',
  resolved: '✅',
}

/** The cards of one message: one for each alert, or one for many of a kind. */
export function alertCards(alerts: readonly Alert[], messages: AlertMessages): Card[] {
  const [only] = alerts
  if (only && alerts.length === 1) return [cardOf(only, messages)]
  const cards = alertKinds.flatMap((kind) =>
    cardsOfKind(
      kind,
      alerts.filter((each) => each.kind === kind),
      messages,
    ),
  )
  return cards.length === 1 ? cards : [{ title: headline(alerts, messages), body: [], buttons: [] }, ...cards]
}

function headline(alerts: readonly Alert[], { many, needAttention }: AlertMessages): string {
  const count = alerts.filter(({ kind }) => kind !== 'resolved').length
  return count === 0 ? many.resolved(alerts.length) : needAttention(count)
}

function cardsOfKind(kind: AlertKind, alerts: readonly Alert[], messages: AlertMessages): Card[] {
  if (alerts.length <= cardsMax) return alerts.map((each) => cardOf(each, messages))
  return [
    {
      title: `${signs[kind]} ${messages.many[kind](alerts.length)}`,
      body: listOf(alerts, kind, messages),
      buttons: [],
    },
  ]
}

function cardOf(alert: Alert, messages: AlertMessages): Card {
  const { kind, title, workspace, buttons } = alert
  const meta = workspace === undefined ? {} : { meta: workspace }
  return { title: `${signs[kind]} ${title}`, ...meta, body: wordsOf(alert, messages), buttons }
}

function wordsOf({ kind, words }: Alert, messages: AlertMessages): Block[] {
  const shown = words.slice(0, wordsMax)
  const blocks = kind === 'digest' ? [bullets(shown.map((line) => [line]))] : shown.map((line) => paragraph(line))
  return [...blocks, ...andMore(words.length - shown.length, 'check', messages)]
}

/** Listed alerts have no buttons: the command line and the page have the rest. */
function listOf(alerts: readonly Alert[], kind: AlertKind, messages: AlertMessages): Block[] {
  const shown = alerts.slice(0, listedMax)
  const lines = shown.map(({ name, title, words }) => [strong(name), `: ${words[0] ?? title}`])
  const settle = kind === 'uncertain' ? [paragraph(...messages.resolveWith(code('resolve')))] : []
  return [bullets(lines), ...andMore(alerts.length - shown.length, 'status', messages), ...settle]
}

function andMore(count: number, command: string, messages: AlertMessages): Block[] {
  return count > 0 ? [paragraph(...messages.andMore(count, code(command)))] : []
}
