import fc from 'fast-check'
import type { Digest, Section } from '../../../src/domain/digest.ts'
import { arbitraryDigest } from '../../arbitrary.ts'
import { text } from '../../builders.ts'

const numbered = (sections: readonly Section[]) =>
  sections.map((section, at) => ({ ...section, number: String(at + 1).padStart(2, '0') }))

/** Changes of an author after a digest was posted. */
const changes: Readonly<Record<string, (digest: Digest, other: Digest) => Digest>> = {
  body: (digest) => withFirst(digest, { body: [{ type: 'paragraph', children: [text('Reworked.')] }] }),
  title: (digest) => withFirst(digest, { title: [text('A better title')] }),
  takeaways: (digest) => withFirst(digest, { takeaways: [[text('What it really comes to')]] }),
  tag: (digest) => withFirst(digest, { tag: 'Agent' }),
  front: (digest, other) => ({ ...digest, sections: numbered([...other.sections.slice(0, 1), ...digest.sections]) }),
  added: (digest, other) => ({ ...digest, sections: numbered([...digest.sections, ...other.sections.slice(0, 2)]) }),
  removed: (digest) => ({ ...digest, sections: digest.sections.slice(0, Math.max(1, digest.sections.length - 1)) }),
  renumbered: (digest) => ({
    ...digest,
    sections: numbered(digest.sections.slice(-Math.max(1, digest.sections.length - 1))),
  }),
  turned: (digest) => ({ ...digest, sections: digest.sections.toReversed() }),
  language: (digest) => ({ ...digest, language: digest.language === 'zh' ? 'en' : 'zh' }),
  chapters: ({ notes: _, observation: __, ...digest }, { notes, observation }) => ({
    ...digest,
    ...(notes && { notes }),
    ...(observation && { observation }),
  }),
  withdrawn: (digest) => ({ ...digest, withdrawn: 'The figures were wrong.' }),
  nothing: (digest) => digest,
}

function withFirst(digest: Digest, change: Partial<Section>): Digest {
  return { ...digest, sections: digest.sections.map((section, at) => (at === 0 ? { ...section, ...change } : section)) }
}

const sameDay = arbitraryDigest.map((digest) => ({
  ...digest,
  publication: 'main',
  date: '2026-03-12' as Digest['date'],
}))

/** A digest before and after changes. */
export const editedDigests = fc
  .tuple(
    sameDay,
    sameDay,
    fc.array(fc.constantFrom(...Object.keys(changes)), { maxLength: 3 }),
    fc.integer({ max: 4, min: 0 }),
  )
  .map(([before, other, made, chance]) => ({
    before,
    after:
      chance === 0 ? other : made.reduce((digest, name) => changes[name]?.(digest, other) ?? digest, before as Digest),
  }))
