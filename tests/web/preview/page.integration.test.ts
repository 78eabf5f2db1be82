import { afterEach, expect, test } from 'vitest'
import type { Digest } from '../../../src/domain/digest.ts'
import type { Problem } from '../../../src/domain/problem.ts'
import { problemText } from '../../../src/i18n/problems.ts'
import { slack } from '../../../src/platforms/slack/definition.ts'
import type { WebServerOptions } from '../../../src/web/options.ts'
import { platformColumn } from '../../../src/web/preview/platform-column.ts'
import { startWebServer } from '../../../src/web/server.ts'
import { day, libraryOf, silentLog } from '../../builders.ts'
import { vocabulary } from '../../contracts/digest.ts'
import { openDashboardFixture } from '../dashboard-fixture.ts'
import { digest } from '../digest.ts'

const chinese: Digest = { ...digest, publication: 'zh', language: 'zh', title: '桥为什么会唱歌' }
const later: Digest = { ...digest, date: day('2026-03-16') }
const opened: { close(): Promise<void> }[] = []

afterEach(async () => {
  for (const page of opened.splice(0)) await page.close()
})

async function previews(options: Partial<WebServerOptions> = {}) {
  const library = { ...libraryOf(digest, later, chinese), publications: () => ['main', 'zh'] }
  const dashboard = await openDashboardFixture()
  const page = await startWebServer({
    port: 0,
    dashboard: dashboard,
    repository: library,
    vocabulary,
    log: silentLog,
    ...options,
  })
  opened.push(page, dashboard)
  return async (path: string) => (await fetch(page.url + path)).text()
}

const count = (html: string, piece: string) => html.split(piece).length - 1

test('every part of a digest is shown on both platforms with what it uses', async () => {
  const html = await (await previews())('/preview/2026-03-12')
  for (const key of ['overview', 'section-01', 'section-02', 'observation'])
    expect(count(html, `<h3>${key}</h3>`)).toBe(2)
  expect(html).toMatch(/\d+ <small>of 9,000 characters<\/small>/)
  expect(html).toMatch(/\d+ <small>of 9,500 bytes<\/small>/)
  expect(html).not.toContain('would refuse')
})

test('each layout has its own address, and Slack says that it has no forums', async () => {
  const get = await previews()
  expect(count(await get('/preview/2026-03-12?layout=thread'), 'in the thread of overview')).toBe(6)
  expect(count(await get('/preview/2026-03-12?layout=overview'), '<h3>')).toBe(2)
  const forum = await get('/preview/2026-03-12?layout=forum')
  expect(forum).toContain('Slack has no forum layout')
  expect(forum).toContain('class="post-name">Bridges &lt;script&gt;')
})

test('the digests before and after are one step away, and the index has them all', async () => {
  const get = await previews()
  expect(await get('/preview/2026-03-12')).toContain('href="/preview/2026-03-16?layout=sections"')
  expect(await get('/preview/2026-03-16')).toContain('href="/preview/2026-03-12?layout=sections"')
  const index = await get('/preview')
  for (const path of ['/preview/2026-03-12', '/preview/2026-03-16', '/preview/zh/2026-03-12']) {
    expect(index).toContain(`href="${path}"`)
  }
  expect(await get('/preview/zh/2026-03-12')).toContain('lang="zh">桥为什么会唱歌')
})

test('an index of ten years shows a month, and the way to what is older', async () => {
  const many = Array.from({ length: 70 }, (_, index) => ({
    ...digest,
    date: day(`2026-0${1 + Math.floor(index / 28)}-${String(1 + (index % 28)).padStart(2, '0')}`),
  }))
  const get = await previews({ repository: libraryOf(...many) })
  const [, older = ''] = /href="([^"]*before=[^"]*)"/.exec(await get('/preview')) ?? []
  expect(count(await get('/preview'), '<li>')).toBe(30)
  expect(await get(older.replaceAll('&amp;', '&'))).toContain('/preview/2026-01-15')
})

test('what a platform would refuse is said above the message', async () => {
  const validator = { ...(await slack.load.validator()), explain: () => 'too <long>' }
  const strict = { ...slack, load: { ...slack.load, validator: async () => validator } }
  const html = String(await platformColumn(strict, digest, 'sections', vocabulary))
  expect(html).toContain('<strong>Slack would refuse this:</strong> too &lt;long&gt;')
})

test('problems of a file are listed with their place, also when it cannot be read at all', async () => {
  const problem: Problem = {
    file: 'digests/2026-03-13.md',
    line: 14,
    column: 3,
    severity: 'error',
    rule: 'tag',
    ...problemText('unknown-tag', '<tag>', ''),
  }
  const at = () => ({ line: 20, column: 1 })
  const reading = { file: problem.file, problems: [problem], at }
  const library = { ...libraryOf(), publications: () => ['main'], read: async () => reading, problems: () => [problem] }
  const get = await previews({ repository: library })
  expect(await get('/preview')).toContain('digests/2026-03-13.md:14:3</code>')
  const html = await get('/preview/2026-03-13')
  expect(html).toContain('This digest cannot be read')
  expect(html).toContain('digests/2026-03-13.md:14:3</code> [&lt;tag&gt;] is not in the vocabulary.')
})

test('what a careful editor would remark is listed too', async () => {
  const [section, ...others] = digest.sections
  if (!section) throw new Error('a digest has at least one section')
  const { tag: _, ...untagged } = section
  const reading = {
    file: 'a.md',
    digest: { ...digest, sections: [untagged, ...others] },
    problems: [],
    at: () => ({ line: 20, column: 1 }),
  }
  const library = { ...libraryOf(digest), publications: () => ['main'], read: async () => reading }
  const html = await (await previews({ repository: library }))('/preview/2026-03-12')
  expect(html).toContain('a.md:20:1</code>')
  expect(html).toContain('<small>untagged-section</small>')
})

test('a bug of the page is an error page, not a stack trace', async () => {
  const library = {
    ...libraryOf(digest),
    publications: () => ['main'],
    read: () => Promise.reject(new Error('secret path')),
  }
  const html = await (await previews({ repository: library }))('/preview/2026-03-12')
  expect(html).toContain('This page is broken')
  expect(html).not.toContain('secret path')
})

test('a digest that was withdrawn is shown as its posts look since', async () => {
  const withdrawn = { ...digest, withdrawn: 'The <b>figures</b> were wrong.' }
  const library = libraryOf(withdrawn)
  const get = await previews({ repository: library })
  const html = await get('/preview/2026-03-12')
  expect(html).toContain('Withdrawn: <q lang="en">The &lt;b&gt;figures&lt;/b&gt; were wrong.</q>')
  expect(count(html, '<h3>section-01</h3>')).toBe(2)
  expect(html).not.toContain('Wind is a bow.')
  expect(count(html, 'Withdrawn by its author')).toBe(2)
  expect(html).not.toContain('would refuse')
  expect(await get('/preview')).toContain('Withdrawn: The &lt;b&gt;figures&lt;/b&gt; were wrong.')
  expect(await get('/preview/2026-03-12?layout=forum')).not.toContain('would refuse')
})
