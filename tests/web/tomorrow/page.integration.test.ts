import { afterEach, beforeEach, expect, test } from 'vitest'
import { startWebServer } from '../../../src/web/server.ts'
import { libraryOf } from '../../builders.ts'
import { vocabulary } from '../../contracts/digest.ts'
import { openDashboardFixture } from '../dashboard-fixture.ts'
import { memoryCandidateEditor } from './tomorrow-fixture.ts'

let editor: ReturnType<typeof memoryCandidateEditor>
let server: { url: string; close(): Promise<void> }
const open = async (host?: string) => {
  const dashboard = await openDashboardFixture()
  return startWebServer({
    port: 0,
    repository: libraryOf(),
    vocabulary,
    dashboard,
    candidates: editor,
    ...(host && { host }),
  })
}

beforeEach(async () => {
  editor = memoryCandidateEditor()
  server = await open()
})
afterEach(() => server.close())

const page = async (path = '/tomorrow') => (await fetch(server.url + path)).text()
const send = (path: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(server.url + path, {
    method: 'post',
    body: new URLSearchParams(form),
    redirect: 'manual',
    headers: { origin: server.url, ...headers },
  })
const stateOf = (id: string) => editor.all.get(id)?.state

test('candidates are listed with their reasons, picked ones first and dropped ones last', async () => {
  const text = await page()
  const order = ['Picked before', 'Agents that plan', '稀疏注意力', 'Dropped before'].map((title) =>
    text.indexOf(title),
  )
  expect(order).toEqual(order.toSorted((a, b) => a - b))
  expect(order).not.toContain(-1)
  expect(text).toContain('signal 90 of 100 in feed:example')
  expect(text).toContain('Ann, Bob, Cai and 2 more')
  expect(text).toContain('gone.example answered 410.')
  expect(text).not.toContain('<script>alert')
  expect(await page('/tomorrow?publication=weekly')).toContain('This publication has no sources.')
  expect((await fetch(`${server.url}/tomorrow?publication=nowhere`)).status).toBe(404)
})

test('an editor picks, drops and puts back', async () => {
  const response = await send('/tomorrow/choose', { publication: 'main', id: '1', state: 'picked' })
  expect([response.status, response.headers.get('location')]).toEqual([303, '/tomorrow?publication=main'])
  await send('/tomorrow/choose', { publication: 'main', id: '2', state: 'dropped' })
  await send('/tomorrow/choose', { publication: 'main', id: '6', state: 'new' })
  expect(['1', '2', '6'].map(stateOf)).toEqual(['picked', 'dropped', 'new'])
  // A digest decides what is used, not a form.
  expect((await send('/tomorrow/choose', { publication: 'main', id: '1', state: 'used' })).status).toBe(404)
  expect((await send('/tomorrow/choose', { publication: 'nowhere', id: '1', state: 'new' })).status).toBe(404)
  expect(stateOf('1')).toBe('picked')
})

test('a page is added by its address, or a sentence says why not', async () => {
  const added = await send('/tomorrow/add', { publication: 'main', address: 'https://example.org/new' })
  expect(added.headers.get('location')).toBe('/tomorrow?publication=main#c-added')
  const failed = await send('/tomorrow/add', { publication: 'main', address: 'https://lost.example/' })
  expect(failed.status).toBe(422)
  expect(await failed.text()).toContain('https://lost.example/ cannot be reached.')
})

test('another site’s form changes nothing, and where anyone can reach the page there are none', async () => {
  const form = { publication: 'main', id: '1', state: 'picked' }
  expect((await send('/tomorrow/choose', form, { origin: 'https://evil.example' })).status).toBe(403)
  expect(stateOf('1')).toBe('new')
  const reachable = await open('0.0.0.0')
  const url = reachable.url.replace('0.0.0.0', '127.0.0.1')
  expect(await (await fetch(`${url}/tomorrow`)).text()).not.toContain('/tomorrow/choose')
  const body = new URLSearchParams(form)
  const headers = { origin: url }
  expect((await fetch(`${url}/tomorrow/choose`, { method: 'post', body, headers })).status).toBe(404)
  expect(stateOf('1')).toBe('new')
  await reachable.close()
})
