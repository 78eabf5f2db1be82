import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

interface Violation {
  readonly id: string
  readonly nodes: readonly { readonly target: readonly unknown[]; readonly failureSummary?: string }[]
}

/** Less than half as long for the browser to read as what the package exports. */
const axe = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')

/** What axe-core finds in the page as it is now, one line for each element. */
export async function violations(page: Page, rules: readonly string[] = []): Promise<string[]> {
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axe)
  const options = JSON.stringify(rules.length > 0 ? { runOnly: rules } : {})
  const run = `axe.run(document, ${options}).then(({ violations }) => violations)`
  const found = (await page.evaluate(run)) as readonly Violation[]
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')} ${failureSummary ?? ''}`),
  )
}

/** Of what axe-core looks at, the theme changes only colours. */
const looks = [
  ['light', 1440, []],
  ['dark', 1440, ['color-contrast', 'link-in-text-block']],
  ['light', 360, []],
  ['dark', 360, ['color-contrast', 'link-in-text-block']],
] as const

/** In both themes, wide and on a phone. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const [colorScheme, width, rules] of looks) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.setViewportSize({ width, height: 900 })
    expect.soft(await violations(page, rules), `${colorScheme}, ${width} pixels wide`).toEqual([])
    expect
      .soft(await page.evaluate('document.documentElement.scrollWidth'), 'scrolls sideways')
      .toBeLessThanOrEqual(width)
  }
}
