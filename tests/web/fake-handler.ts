import type { Card, Form } from '../../src/domain/card.ts'
import { digestId } from '../../src/domain/digest.ts'
import type { ActionRequest, InteractionHandler, Reply } from '../../src/domain/interaction.ts'
import type { Platform } from '../../src/domain/platform.ts'
import { partKey, text } from '../builders.ts'
import { postNow } from '../post-now.ts'
import { digest } from './digest.ts'

const section = { digest: digestId(digest), piece: partKey('section-01') }

/** A handler with one digest, two pages of results and one dialog: enough for everything that a page shows. */
export function fakeHandler(platformOf: (request: ActionRequest) => Platform | undefined): InteractionHandler {
  return {
    subcommandNames: () => ['help', 'next'],
    command: async ({ text: typed }) => {
      if (typed === 'subscribe') return { type: 'form', form }
      if (typed.startsWith('agent')) return pageOf(0, 'private')
      return sentence(`You typed “${typed}”`)
    },
    action: async (request) => {
      const { control, requester, value } = request
      switch (control.action) {
        case 'discuss':
          return discuss(platformOf(request), request)
        case 'page':
          return pageOf(control.offset, 'replace')
        case 'share':
          return { ...pageOf(control.offset, 'shared'), cards: [result(control.offset)] }
        case 'subscribe':
          return { type: 'form', form }
        case 'report':
          return { type: 'form', form: letter }
        case 'day':
          return sentence(`The digest of ${value}`)
        default:
          return sentence(`${control.action} for ${requester.user}`)
      }
    },
    submit: async ({ values }) => {
      const filledIn = Object.entries(values).map(([name, chosen]) => `${name}: ${chosen.join(' ') || 'none'}`)
      if (values.when?.[0] === 'never') return { ...sentence('That is no time.'), field: 'when' }
      return sentence(filledIn.join('; '))
    },
    suggestLinks: async ({ links }) => sentence(`Suggested: ${links.join(', ')}`),
    suggest: async (_, typed) =>
      [
        { label: 'Agent (12)', text: 'agent' },
        { label: 'Architecture (4)', text: 'architecture' },
        { label: 'Why do bridges sing?', text: '"Why do bridges sing?"' },
      ].filter(({ label }) => label.toLowerCase().startsWith(typed.toLowerCase())),
    home: async () => [
      { title: 'What is new', meta: 'Thursday 12 March 2026', body: [], buttons: [open] },
      {
        title: 'The last days',
        body: [],
        buttons: [],
        menu: {
          placeholder: 'Choose a day',
          control: { action: 'day' },
          options: [{ label: 'Thursday', value: 'main/2026-03-12' }],
        },
      },
    ],
  }
}

const letter: Form = {
  control: { action: 'report', digest: section.digest, section: '01' },
  title: 'Report a mistake',
  submit: 'Send',
  fields: [
    { type: 'text', name: 'words', label: 'What is wrong?', hint: '01', value: '', optional: false, longest: 3_000 },
  ],
}

const open = { label: 'Read section', control: { action: 'open', ...section } } as const

const form: Form = {
  control: { action: 'save', destination: '' },
  title: 'Morning digest',
  submit: 'Subscribe',
  fields: [
    {
      type: 'text',
      name: 'when',
      label: 'Hour and time zone',
      hint: 'For instance 08:30 Europe/London',
      value: '08:30 Europe/London',
      optional: false,
    },
    {
      type: 'choice',
      name: 'days',
      label: 'Days',
      options: ['mon', 'tue', 'wed'].map((day) => ({ label: day, value: day })),
      chosen: ['mon', 'tue'],
      several: true,
    },
    {
      type: 'choice',
      name: 'layout',
      label: 'Layout',
      options: ['sections', 'thread'].map((layout) => ({ label: layout, value: layout })),
      chosen: ['sections'],
      several: false,
    },
  ],
}

function sentence(words: string): Reply {
  return { type: 'text', text: [text(words)] }
}

const titles = ['Why do bridges sing?', 'What tunnels remember']

function result(at: number): Card {
  return {
    title: titles[at] ?? '',
    tag: 'Agent',
    meta: '12 March 2026',
    body: [
      {
        type: 'paragraph',
        children: [text('Where '), { type: 'strong', children: [text('agents')] }, text(' listen to steel at night.')],
      },
    ],
    buttons: [open, { label: 'Open in channel', url: 'https://bridges.example/2026-03-12' }],
  }
}

function pageOf(at: number, show: 'private' | 'replace' | 'shared'): Extract<Reply, { type: 'cards' }> {
  const turn = at === 0 ? 'Older' : 'Newer'
  return {
    type: 'cards',
    show,
    cards: [
      { title: 'agent', meta: `${at + 1} of 2`, body: [], buttons: [] },
      result(at),
      {
        body: [],
        buttons: [
          { label: turn, control: { action: 'page', question: 'agent', offset: 1 - at } },
          { label: 'Share to channel', control: { action: 'share', question: 'agent', offset: at }, style: 'primary' },
          { label: 'Change', control: { action: 'subscribe', destination: 'team' } },
          { label: 'Unsubscribe', control: { action: 'unsubscribe', destination: 'team' }, style: 'danger' },
        ],
      },
    ],
  }
}

/** Quotes the takeaway in the section's thread, and tells the reader where. */
async function discuss(platform: Platform | undefined, { control, value, message }: ActionRequest): Promise<Reply> {
  const found = digest.sections.find(({ number }) => 'section' in control && number === control.section)
  if (!platform || !found) throw new Error('nothing to discuss')
  const about = {
    digest: digestId(digest),
    section: found.number,
    title: 'A discussion',
    takeaways: found.takeaways,
  }
  const part = platform.renderer.renderTakeaway(about, Number(value), 'en')
  const place = await platform.client.discussions.open(message, about.title)
  const { link = '' } = await postNow(platform.client, {
    place,
    part,
    marker: { delivery: about.digest, part: part.key },
  })
  return { type: 'text', text: [{ type: 'link', url: link, children: [text('Go to the thread')] }] }
}
