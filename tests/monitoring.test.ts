import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { Metrics } from '../src/observability/metrics.ts'
import { aDestination } from './builders.ts'
import { read } from './docs-pages.ts'

const rulesSchema = z.strictObject({
  groups: z
    .array(
      z.strictObject({
        name: z.string(),
        rules: z
          .array(
            z.strictObject({
              alert: z.string().regex(/^MorningPost[A-Z]\w+$/),
              expr: z.string(),
              for: z
                .string()
                .regex(/^\d+[smhd]$/)
                .optional(),
              labels: z.strictObject({ severity: z.enum(['warning', 'critical']) }),
              annotations: z.strictObject({ summary: z.string(), description: z.string() }),
            }),
          )
          .nonempty(),
      }),
    )
    .nonempty(),
})

const dashboardSchema = z.object({
  title: z.literal('Morning Post'),
  schemaVersion: z.number(),
  panels: z
    .array(
      z.object({
        id: z.number(),
        title: z.string().nonempty(),
        gridPos: z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() }),
        targets: z.array(z.object({ expr: z.string(), legendFormat: z.string() })).nonempty(),
      }),
    )
    .nonempty(),
})

const rules = () => rulesSchema.parse(parse(read('docs/monitoring/alerts.yaml'))).groups.flatMap((group) => group.rules)
const panels = () => dashboardSchema.parse(JSON.parse(read('docs/monitoring/grafana-dashboard.json'))).panels

/** The labels of every series that the bot gives, by the series' name, once everything has happened. */
async function seriesOf(): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const count = [{ platform: 'slack', count: 1 }] as const
  const stats = {
    pending: [{ ...count[0], destination: 'team' }],
    late: [{ ...count[0], destination: 'team' }],
    uncertain: count,
    paused: ['team'],
    failingSources: 0,
    recent: [{ ...count[0], state: 'failed' }],
  }
  const metrics = new Metrics({
    inspector: {
      count: async () => ({ ...stats, lastSuccess: new Map([['team', 1]]) }),
      checkWritable: async () => {},
    } as never,
    platforms: () => new Map([['slack', true]]),
    destinations: () => [aDestination({ name: 'team' })],
    lateMs: () => 0,
    now: () => 0,
    version: '1.0.0',
  })
  metrics.waited('slack', 'pacing', 1)
  metrics.answered('slack', 1)
  const series = new Map<string, Set<string>>([['up', new Set()]])
  for (const [, name = '', labels = ''] of (await metrics.text()).matchAll(/^(\w+)(?:\{(.*)\})? \S+$/gm)) {
    const known = series.get(name) ?? new Set()
    for (const [, label = ''] of labels.matchAll(/(\w+)="/g)) known.add(label)
    series.set(name, known)
  }
  return series
}

const metricsIn = (expr: string) => expr.match(/\b(?:morning_post|process|nodejs)_\w+|\bup\b/g) ?? []

/** The labels that an expression or its texts rely on, without those that a scrape adds. */
function labelsIn(expr: string, ...texts: readonly string[]): string[] {
  const grouped = [...expr.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, list = '']) => list.split(/, */))
  const selected = [...expr.matchAll(/(\w+)=~?"/g)].map(([, label = '']) => label)
  const shown = texts.flatMap((text) =>
    [...text.matchAll(/\{\{ *(?:\$labels\.)?(\w+) *\}\}/g)].map(([, label = '']) => label),
  )
  return [...grouped, ...selected, ...shown].filter((label) => label !== 'job')
}

test('alert rules and the dashboard use only metrics and labels that the bot has', async () => {
  const series = await seriesOf()
  const used = [
    ...rules().map(({ alert, expr, annotations }) => ({ place: alert, expr, texts: [annotations.summary] })),
    ...panels().flatMap(({ title, targets }) =>
      targets.map(({ expr, legendFormat }) => ({ place: title, expr, texts: [legendFormat] })),
    ),
  ]
  const wrong = used.flatMap(({ place, expr, texts }) => {
    const names = metricsIn(expr)
    const labels = new Set(names.flatMap((name) => [...(series.get(name) ?? [])]))
    return [
      ...(names.length === 0 ? [`${place}: names no metric`] : []),
      ...names.filter((name) => !series.has(name)).map((name) => `${place}: there is no metric ${name}`),
      ...labelsIn(expr, ...texts)
        .filter((label) => !labels.has(label))
        .map((label) => `${place}: its metrics have no label ${label}`),
    ]
  })
  expect(wrong).toEqual([])
})

test('the dashboard shows every metric of the bot, and its panels do not overlap', async () => {
  const shown = new Set(panels().flatMap(({ targets }) => targets.flatMap(({ expr }) => metricsIn(expr))))
  const own = [...(await seriesOf()).keys()].filter((name) => /^morning_post_.*(?<!_sum|_count)$/.test(name))
  expect(own.filter((name) => !shown.has(name))).toEqual([])
  const cells = panels().flatMap(({ gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, at) => `${x + (at % w)},${y + Math.floor(at / w)}`),
  )
  expect(new Set(cells).size).toBe(cells.length)
  expect(new Set(panels().map(({ id }) => id)).size).toBe(panels().length)
})

test('every state that a person has to act upon has an alert rule', () => {
  const watched = new Set(rules().flatMap(({ expr }) => metricsIn(expr)))
  for (const name of ['deliveries_late', 'parts_uncertain', 'destinations_paused', 'ledger_up', 'platform_up'])
    expect(watched).toContain(`morning_post_${name}`)
})
