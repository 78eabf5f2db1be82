import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { launchBrowser, patienceMs } from '../e2e/browser.ts'

export type Visit = (path?: string, options?: BrowserContextOptions) => Promise<Page>

/** Shared by all test files of a worker, with which it ends. */
let browser: Promise<Browser> | undefined

/** Visitors, each with cookies of their own. Collects the errors of their pages. */
export class Browsers {
  readonly complaints: string[] = []
  readonly #contexts: BrowserContext[] = []

  /** Starts the browser if need be; the result opens a page of this server in it. */
  async invite({ url }: { readonly url: string }): Promise<Visit> {
    browser ??= launchBrowser()
    const started = await browser
    return async (path = '/', options = {}) => {
      const context = await started.newContext({ viewport: { width: 1440, height: 900 }, ...options })
      this.#contexts.push(context)
      const page = await context.newPage()
      page.setDefaultTimeout(patienceMs)
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) this.complaints.push(message.text())
      })
      page.on('pageerror', (error) => this.complaints.push(error.message))
      await page.goto(url + path)
      return page
    }
  }

  /** After each test: fails if there was an error in any page. */
  async leave(): Promise<void> {
    for (const context of this.#contexts.splice(0)) await context.close()
    expect(this.complaints.splice(0)).toEqual([])
  }
}

export const slackOf = (page: Page): Locator => page.getByRole('region', { name: 'Slack — simulated', exact: true })
export const discordOf = (page: Page): Locator => page.getByRole('region', { name: 'Discord — simulated', exact: true })
/** The message box of a channel. */
export const boxOf = (side: Locator): Locator => side.locator('.channel .composer textarea')
/** The newest message that only the reader sees. */
export const answerIn = (side: Locator): Locator => side.locator('.ephemeral').last()

/** Loads a page without JavaScript again, as it advises, until this is shown: on Slack an app may answer after its acknowledgement. */
export async function loadUntil(page: Page, shown: Locator): Promise<Locator> {
  while (!(await shown.isVisible())) await page.goto(page.url())
  return shown
}
