import { readFileSync } from 'node:fs'
import { stdout } from 'node:process'
import { fileURLToPath } from 'node:url'
import { markdownToBlocks } from '@tryfabric/mack'
import { markdownToSlack } from 'md-to-slack'
import { slackifyMarkdown } from 'slackify-markdown'
import { readDigest } from '../../src/digests/markdown/read-digest.ts'
import type { Digest } from '../../src/domain/digest.ts'
import { renderDiscord } from '../../src/formatters/discord/render.ts'
import { renderSlack } from '../../src/formatters/slack/render.ts'
import { vocabulary } from '../digests/markdown/digest-fixture.ts'
import { percentile, tableOf } from './measure.ts'
import { type Losses, lossesOf, type Rendered } from './render-losses.ts'
import { probe } from './render-probe.ts'

/** The digest that is rendered: a plain day of the ones that come with Morning Post. */
const file = fileURLToPath(new URL('../../digests/2026-03-12.md', import.meta.url))

/** Renderers take turns, so that a busy moment of the machine meets all of them. */
const rounds = 7
const roundMs = 250

interface Renderer {
  readonly name: string
  /** A message is what one call of `chat.postMessage` is given. */
  render(markdown: string): Promise<Rendered> | Rendered
  /** Where it can take what was read already. */
  renderAgain?(digest: Digest): unknown
}

const renderers: readonly Renderer[] = [
  {
    name: 'Morning Post, for Slack',
    render: (markdown) => renderSlack(read(markdown), 'sections', vocabulary).map(({ body }) => body),
    renderAgain: (digest) => renderSlack(digest, 'sections', vocabulary),
  },
  {
    name: 'Morning Post, for Discord',
    render: (markdown) => renderDiscord(read(markdown), 'sections', vocabulary).map(({ body }) => body),
    renderAgain: (digest) => renderDiscord(digest, 'sections', vocabulary),
  },
  { name: 'slackify-markdown', render: (markdown) => [{ text: slackifyMarkdown(markdown) }] },
  { name: '@tryfabric/mack', render: async (markdown) => [{ blocks: await markdownToBlocks(markdown) }] },
  { name: 'md-to-slack', render: (markdown) => [{ text: markdownToSlack(markdown) }] },
]

/** How many times a second a digest is rendered, beside converters of Markdown, and what each of them makes of it. */
export async function benchRender(): Promise<void> {
  const markdown = readFileSync(file, 'utf8')
  const digest = read(markdown)
  const speeds = new Map(renderers.map(({ name }) => [name, { whole: [] as number[], again: [] as number[] }]))
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, render, renderAgain } of renderers) {
      speeds.get(name)?.whole.push(await perSecond(() => render(markdown)))
      if (renderAgain) speeds.get(name)?.again.push(await perSecond(() => renderAgain(digest)))
    }
  }
  const ours = percentile(speeds.get(renderers[0]?.name ?? '')?.whole ?? [], 0.5)
  const rows: string[][] = []
  for (const { name, render } of renderers) {
    const { whole = [], again = [] } = speeds.get(name) ?? {}
    const losses = name.endsWith('Discord')
      ? undefined
      : lossesOf(markdown, await render(markdown), await render(probe))
    const [speed, reused] = [percentile(whole, 0.5), again.length > 0 ? percentile(again, 0.5).toFixed(0) : '']
    rows.push([name, speed.toFixed(0), `${(speed / ours).toFixed(2)} ×`, reused, ...cellsOf(losses)])
  }
  const size = (markdown.length / 1000).toFixed(0)
  stdout.write(`\nA digest of ${size} KB, from Markdown to what the platform is sent\n\n${tableOf(header, rows)}\n`)
}

const header = [
  'renderer',
  'per second',
  'ratio',
  'read before',
  'words lost',
  'table',
  'nested list',
  'mentions',
  'Slack',
]

function cellsOf(losses: Losses | undefined): string[] {
  if (!losses) return ['', '', '', '', '']
  const { words, table, nesting, mentions, verdict } = losses
  return [String(words), table, nesting, mentions, verdict]
}

function read(markdown: string): Digest {
  const bytes = new TextEncoder().encode(markdown)
  const { digest, problems } = readDigest({ file: '2026-03-12.md', publication: 'main', bytes }, vocabulary)
  if (!digest) throw new Error(`The digest of the bench cannot be read: ${JSON.stringify(problems)}`)
  return digest
}

async function perSecond(call: () => unknown): Promise<number> {
  const begun = performance.now()
  let calls = 0
  for (; performance.now() - begun < roundMs; calls += 1) await call()
  return (calls / (performance.now() - begun)) * 1000
}
