import { afterEach, expect, onTestFinished, test } from 'vitest'
import { anInstallation, libraryOf, partKey } from '../builders.ts'
import { ReviewFixture } from '../review/review-fixture.ts'
import { aDraft, aSectionDraft, failedSentence } from '../review/sample-drafts.ts'
import { expectAccessible } from './accessibility.ts'
import { Browsers } from './browser-fixture.ts'
import { forum, morning, openDeliveriesFixture, openEventful } from './deliveries-fixture.ts'
import { digest } from './digest.ts'
import { openPageFixture } from './page-fixture.ts'
import { memoryCandidateEditor } from './tomorrow/tomorrow-fixture.ts'

const browsers = new Browsers()

afterEach(() => browsers.leave())

const installPages = ['/slack/oauth_redirect?code=1', '/slack/oauth_redirect?code=1&state=1']

/** Every code is accepted. */
const install = {
  title: 'Slack',
  publicHost: 'post.example.org',
  authorizeUrl: () => 'https://slack.example.org/',
  useState: async () => 'expired' as const,
  install: async () => anInstallation({ name: 'Research of the Institute for Very Long Names 与中文名称' }),
  nextStep: () => ({
    url: 'https://slack.example.org/app_redirect',
    addsWorkspaces: false,
    missingScopes: ['commands'],
  }),
}

async function openPages() {
  const workflow = await ReviewFixture.open(aDraft({ sections: [aSectionDraft(1, { body: [failedSentence] })] }))
  onTestFinished(() => workflow.close())
  await workflow.tick()
  const review = { reviews: workflow.reviews, context: workflow.context }
  const fixture = await openPageFixture({ candidates: memoryCandidateEditor(), review, install })
  onTestFinished(() => fixture.close())
  return { visit: await browsers.invite(fixture) }
}

test.each(['sections', 'thread', 'overview', 'forum'])('the preview of a digest in the layout %s', async (layout) => {
  const { visit } = await openPages()
  await expectAccessible(await visit(`/preview/2026-03-12?layout=${layout}`))
})

test.each([
  '/preview',
  '/preview/2026-03-13',
  '/tomorrow',
  '/tomorrow?publication=weekly',
  '/review',
  '/nowhere',
  ...installPages,
])('%s', async (path) => {
  const { visit } = await openPages()
  const page = await visit(path)
  browsers.complaints.length = 0
  await expectAccessible(page)
})

test.each(['/preview', '/preview/2026-03-12'])('the mark of a sample at %s', async (path) => {
  const fixture = await openPageFixture({ repository: libraryOf({ ...digest, isSample: true }) })
  onTestFinished(() => fixture.close())
  const visit = await browsers.invite(fixture)
  const page = await visit(path)
  await page.getByText('sample', { exact: true }).waitFor()
  await expectAccessible(page)
})

test.each([true, false])(
  'the theme stays beside the name at every width, with an invitation: %s',
  async (isInvited) => {
    const options = { candidates: memoryCandidateEditor(), ...(isInvited && { mountConnect: () => {} }) }
    const fixture = await openPageFixture(options)
    onTestFinished(() => fixture.close())
    const page = await (await browsers.invite(fixture))('/preview')
    const middleOf = async (selector: string) => {
      const box = await page.locator(selector).boundingBox()
      return box ? box.y + box.height / 2 : Number.NaN
    }
    for (const width of [360, 460, 620, 768, 800, 920, 1000, 1280]) {
      await page.setViewportSize({ width, height: 800 })
      const distance = (await middleOf('.themes')) - (await middleOf('.brand'))
      expect.soft(Math.abs(distance), `${width} pixels`).toBeLessThan(12)
      expect.soft(await page.evaluate('document.documentElement.scrollWidth'), 'scrolls').toBeLessThanOrEqual(width)
    }
  },
)

test.each([
  '',
  '?month=2026-03',
  '?destination=research-slack',
  '?show=trouble&from=2026-01-05',
  '?destination=nobody',
  '?open=research-slack@2026-03-05',
  '?open=community-forum@2026-03-03',
  '?destination=research-slack&open=research-slack@2026-03-10',
])('the calendar of deliveries %s', async (query) => {
  const fixture = await openEventful()
  onTestFinished(() => fixture.close())
  const visit = await browsers.invite(fixture)
  await expectAccessible(await visit(`/deliveries${query}`))
})

test('a delivery whose part is to be sent again', async () => {
  const fixture = await openEventful()
  onTestFinished(() => fixture.close())
  const id = await fixture.addDelivery(forum, '2026-03-09')
  await fixture.ledger.recordIntent(id, partKey('section-01'), morning)
  await fixture.ledger.markUncertain(id, partKey('section-01'))
  const visit = await browsers.invite(fixture)
  await expectAccessible(await visit('/deliveries?open=community-forum@2026-03-09&confirm=section-01'))
})

test('a calendar without destinations', async () => {
  const fixture = await openDeliveriesFixture([])
  onTestFinished(() => fixture.close())
  const visit = await browsers.invite(fixture)
  await expectAccessible(await visit('/deliveries'))
})

test('a form that did not work', async () => {
  const fixture = await openEventful()
  onTestFinished(() => fixture.close())
  const visit = await browsers.invite(fixture)
  const page = await visit('/deliveries?destination=research-slack&open=research-slack@2026-03-10')
  // `submit` sends the form as a browser without scripts does.
  await page.evaluate(`{
    const form = document.querySelector('form[action*="resolve"]')
    form.elements.verdict.value = 'unknown'
    form.submit()
  }`)
  await page.getByRole('heading', { name: 'That did not work' }).waitFor()
  browsers.complaints.length = 0
  await expectAccessible(page)
})
