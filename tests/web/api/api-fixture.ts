import { mkdtempSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DigestId } from '../../../src/domain/digest.ts'
import type { DigestApiOptions } from '../../../src/web/api/routes.ts'
import type { WebServerOptions } from '../../../src/web/options.ts'
import { startWebServer } from '../../../src/web/server.ts'
import { libraryOf } from '../../builders.ts'
import { vocabulary } from '../../digests/markdown/digest-fixture.ts'
import { openDashboardFixture } from '../dashboard-fixture.ts'
import { type Answer, ask, type Question } from '../raw-request.ts'

export const token = 'a-token-of-the-tests'
export const path = '/api/digests/main/2026-05-04'

/** A digest without a mistake. */
export const markdown = (words = 'It is faster.') => `---
language: en
---

# Models of May

## Overview

- **Plans hold.** A planner keeps to its plan.

## Featured

### 01 [Agent] A plan that holds

${words}

Key takeaways:

- Plans hold for longer.

Source: [A paper](https://example.org/paper)
`

export interface ApiFixture {
  readonly folder: string
  readonly url: string
  /** How often a change was reported. */
  changes(): number
  /** A request with the token. */
  call(method: string, to?: string, question?: Question): Promise<Answer>
  put(body: string, headers?: Question['headers'], to?: string): Promise<Answer>
  /** The file of the digest. */
  stored(): Promise<string>
  close(): Promise<void>
}

/** The page with the API, and an empty folder of digests. */
export async function openApi(
  api: Partial<DigestApiOptions> = {},
  options: Partial<WebServerOptions> = {},
): Promise<ApiFixture> {
  const folder = mkdtempSync(join(tmpdir(), 'digests-'))
  const dashboard = await openDashboardFixture()
  let changes = 0
  const page = await startWebServer({
    port: 0,
    dashboard,
    repository: libraryOf(),
    vocabulary,
    digestApi: {
      token,
      folder: () => folder,
      repository: { files: () => new Map<DigestId, string>() },
      vocabulary,
      refusesSamples: true,
      onChange: () => {
        changes += 1
      },
      ...api,
    },
    ...options,
  })
  const call = (method: string, to = path, question: Question = {}) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'text/markdown', ...question.headers }
    return ask(page.url, to, { ...question, method, headers })
  }
  return {
    folder,
    url: page.url,
    changes: () => changes,
    call,
    put: (body, headers = {}, to = path) => call('PUT', to, { body, headers }),
    stored: () => readFile(join(folder, '2026-05-04.md'), 'utf8'),
    close: async () => {
      await page.close()
      await dashboard.close()
      await rm(folder, { recursive: true })
    },
  }
}
