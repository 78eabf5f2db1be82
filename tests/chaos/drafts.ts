import type { Random } from './random.ts'

/** What an author has written for one day. */
export interface Draft {
  /** Names the digest wherever its title is shown: `p03-17`. */
  readonly token: string
  readonly stories: readonly Story[]
  readonly notes: readonly string[]
  readonly observation: string
}

interface Story {
  readonly number: number
  readonly tag: string
  readonly title: string
  readonly body: string
  readonly takeaways: readonly string[]
}

const tags = ['Training', 'Agent', 'Multimodal', 'Inference', 'Image Gen'] as const
const words = 'the model learns a longer plan from fewer samples and forgets less when its memory is shared'.split(' ')

/** Notes are numbered from here on: no section ever is. */
const firstNote = 61

/** A short digest: many messages for little work. */
export function writeDraft(token: string, random: Random): Draft {
  const count = random.pick([1, 2, 3, 4, 5, 6])
  return {
    token,
    stories: Array.from({ length: count }, (_, at) => writeStory(at + 1, token, random)),
    notes: random.chance(0.5) ? [sentence(random), sentence(random)] : [],
    observation: sentence(random),
  }
}

/** The same digest after its author has had a second look. */
export function revise(draft: Draft, random: Random): Draft {
  const at = random.whole(0, draft.stories.length - 1)
  const rewrite = (change: (story: Story) => Partial<Story>): Draft => ({
    ...draft,
    stories: draft.stories.map((story, index) => (index === at ? { ...story, ...change(story) } : story)),
  })
  switch (random.pick(['body', 'body', 'takeaway', 'observation', 'notes', 'more', 'less'])) {
    case 'body':
      return rewrite(() => ({ body: sentence(random) }))
    case 'takeaway':
      return rewrite(({ takeaways }) => ({ takeaways: [sentence(random), ...takeaways.slice(1)] }))
    case 'notes':
      if (draft.notes.length > 0) return { ...draft, notes: [sentence(random), ...draft.notes.slice(1)] }
      break
    case 'more':
      if (draft.stories.length < 8) return { ...draft, stories: [...draft.stories, nextStory(draft, random)] }
      break
    case 'less':
      if (draft.stories.length > 1) return { ...draft, stories: draft.stories.filter((_, index) => index !== at) }
      break
    default:
  }
  return { ...draft, observation: sentence(random) }
}

export function markdownOf({ token, stories, notes, observation }: Draft): string {
  const bullets = stories.map(({ title }) => `- **${title}.** In short.`)
  const featured = stories.flatMap(({ number, tag, title, body, takeaways }) => [
    `### ${String(number).padStart(2, '0')} [${tag}] ${title}`,
    body,
    'Key takeaways:',
    takeaways.map((takeaway) => `- ${takeaway}`).join('\n'),
    `Source: [The paper](https://example.org/${token}/${number})`,
  ])
  const noted = notes.map((note, at) => `- ${firstNote + at} [Agent] **A note.** ${note}`)
  return [
    `---\ntitle: Paper ${token}\nlanguage: en\n---`,
    "## Today's Overview",
    bullets.join('\n'),
    '## Featured',
    ...featured,
    ...(noted.length > 0 ? ['## Also Worth Noting', noted.join('\n')] : []),
    "## Today's Observation",
    observation,
    '',
  ].join('\n\n')
}

function nextStory({ stories, token }: Draft, random: Random): Story {
  return writeStory(Math.max(...stories.map(({ number }) => number)) + 1, token, random)
}

function writeStory(number: number, token: string, random: Random): Story {
  const takeaways = Array.from({ length: random.whole(1, 3) }, () => sentence(random))
  return { number, tag: random.pick(tags), title: `Story ${number} of ${token}`, body: sentence(random), takeaways }
}

function sentence(random: Random): string {
  const chosen = Array.from({ length: random.whole(4, 9) }, () => random.pick(words))
  return `Now ${chosen.join(' ')} (${random.whole(100, 999)}).`
}
