/** Any cards that an answer may be made of, and any dialog: with the texts of any digest. */
import fc from 'fast-check'
import type { Action } from '../../src/domain/action.ts'
import type { Button, Card, Form, Menu } from '../../src/domain/card.ts'
import type { DigestId } from '../../src/domain/digest.ts'
import { plainText } from '../../src/domain/text.ts'
import { arbitraryDigest } from '../arbitrary.ts'
import { type Arb, pick, words } from '../arbitrary-inline.ts'
import { partKey } from '../builders.ts'
import { addresses, hostile, unlinked } from '../hostile.ts'

const digest = 'main/2026-03-12' as DigestId
const controls: readonly Action[] = [
  { action: 'open', digest, piece: partKey('section-01') },
  { action: 'open', digest, piece: partKey('prose-1') },
  { action: 'day' },
  { action: 'page', question: 'k3x9', offset: 5 },
  { action: 'share', question: 'k3x9', offset: 0 },
  { action: 'pause', destination: 'chat-slack-C0123' },
  { action: 'subscribe', destination: '' },
]

const anyWords = words([...hostile, ...unlinked])
const label = fc.oneof({ weight: 20, arbitrary: anyWords }, { weight: 1, arbitrary: pick(['', ' ']) })

const button: Arb<Button> = fc.oneof(
  fc.record(
    { label, control: pick(controls), style: pick(['primary', 'danger'] as const) },
    { requiredKeys: ['label', 'control'] },
  ),
  fc.record({
    label,
    url: pick([...addresses, 'mailto:robin@example.org', 'nowhere', `https://example.org/${'a'.repeat(4000)}`]),
  }),
)

const options = fc
  .array(label, { minLength: 1, maxLength: 25 })
  .map((labels) =>
    labels.map((each, at) => ({ label: each, value: `main/2026-03-${String(at + 1).padStart(2, '0')}` })),
  )

const menu: Arb<Menu> = fc.record({ placeholder: label, control: pick(controls), options })

const buttons = fc.array(button, { maxLength: 5 })
const extras = fc.record({ buttons, menu, meta: anyWords }, { requiredKeys: ['buttons'] })

/** Sections as cards. */
export const arbitraryCards: Arb<readonly Card[]> = fc
  .tuple(arbitraryDigest, fc.array(extras, { minLength: 30, maxLength: 30, size: 'max' }))
  .map(([{ sections }, more]) =>
    sections.map(({ title, tag, body }, at) => ({
      title: plainText(title),
      ...(tag !== undefined && { tag }),
      body,
      ...(more[at % more.length] ?? { buttons: [] }),
    })),
  )

export const arbitraryForm: Arb<Form> = fc.record({
  control: fc.constant({ action: 'save', destination: 'chat-discord-1100000000000000010' } as const),
  title: label,
  submit: label,
  fields: fc.tuple(
    fc.record(
      {
        type: fc.constant('text' as const),
        name: fc.constant('when'),
        label,
        hint: label,
        value: anyWords,
        optional: fc.boolean(),
        longest: pick([1, 3_000]),
      },
      { requiredKeys: ['type', 'name', 'label', 'value', 'optional'] },
    ),
    fc.record(
      {
        type: fc.constant('choice' as const),
        name: fc.constant('days'),
        label,
        hint: label,
        options,
        chosen: fc.subarray(['main/2026-03-01', 'main/2026-03-02', 'elsewhere']),
        several: fc.boolean(),
      },
      { requiredKeys: ['type', 'name', 'label', 'options', 'chosen', 'several'] },
    ),
  ),
})
