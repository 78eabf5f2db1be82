import { afterEach, beforeEach, expect, test } from 'vitest'
import { ask, type Question } from '../raw-request.ts'
import { type ApiFixture, markdown, openApi, path, token } from './api-fixture.ts'

let api: ApiFixture

beforeEach(async () => {
  api = await openApi()
})

afterEach(() => api.close())

async function reopen(...options: Parameters<typeof openApi>) {
  await api.close()
  api = await openApi(...options)
}

test('without the token nothing is read, and too many wrong ones have to wait', async () => {
  const bare = (headers: NonNullable<Question['headers']>) =>
    ask(api.url, path, { method: 'PUT', headers, body: markdown() })
  expect(await bare({})).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer realm="morning-post"' } })
  expect((await bare({ authorization: `Basic ${token}` })).status).toBe(401)
  await api.put(markdown())
  const statuses: number[] = []
  for (let count = 0; count < 6; count++) statuses.push((await bare({ authorization: 'Bearer wrong' })).status)
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429])
  expect(await api.put(markdown())).toMatchObject({ status: 429, headers: { 'retry-after': expect.any(String) } })
})

test('a page of another site cannot use it, whatever token it has', async () => {
  expect((await api.put(markdown(), { origin: 'https://other.example' })).status).toBe(403)
  expect((await api.put(markdown(), { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
  const preflight = await ask(api.url, path, { method: 'OPTIONS', headers: { origin: 'https://other.example' } })
  expect(preflight.status).toBe(403)
  expect(Object.keys(preflight.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
})

test('where the page has a password, the API needs its token and no login', async () => {
  await reopen({}, { password: 'secret of the page' })
  const answer = await api.put(markdown())
  expect(answer.status).toBe(201)
  expect(answer.headers['set-cookie']).toBeUndefined()
  expect((await ask(api.url, '/deliveries')).status).toBe(303)
})

test('without a token in the environment, the API says how it is turned on', async () => {
  await reopen({ token: undefined })
  const answer = await api.put(markdown())
  expect(answer.status).toBe(404)
  expect(answer.body).toContain('API_TOKEN')
})
