import type { Candidate } from '../../../src/domain/candidate.ts'
import { dayMs, hourMs } from '../../../src/domain/duration.ts'
import { ConfigurationError } from '../../../src/domain/errors.ts'
import { rankCandidates } from '../../../src/sources/rank.ts'
import type { CandidateEditor } from '../../../src/web/tomorrow/options.ts'
import { aCandidate, day } from '../../builders.ts'

const now = Date.parse('2026-01-05T06:00:00Z')

/** Candidates as they come: long, in Chinese, hostile, with and without text. */
const candidates: readonly Candidate[] = [
  aCandidate({
    id: '1',
    title: 'Agents that plan: a study',
    authors: ['Ann', 'Bob', 'Cai', 'Dov', 'Eve'],
    signal: 0.9,
  }),
  aCandidate({
    id: '2',
    title: '稀疏注意力在长上下文推理中的十二种实现方式及其代价',
    source: 'arxiv:cs.CL',
    text: '我们比较了十二种方法。\n\n快了百分之十二。',
  }),
  aCandidate({
    id: '3',
    title: `Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz${'x'.repeat(60)}`,
    text: '',
  }),
  aCandidate({ id: '4', title: '<script>alert(1)</script> & "quotes"', text: `${'word '.repeat(900)}</details><b>` }),
  aCandidate({ id: '5', title: 'Picked before', state: 'picked', suggestedBy: 'slack:U1' }),
  aCandidate({ id: '6', title: 'Dropped before', state: 'dropped' }),
].map((each) => ({ ...each, url: `https://example.org/${each.id}`, publishedAt: now - 5 * hourMs }))

/** An editor in memory. Pages under `https://example.org/` can be added. */
export function memoryCandidateEditor(): CandidateEditor & { readonly all: Map<string, Candidate> } {
  const all = new Map(candidates.map((each) => [each.id, each]))
  return {
    all,
    publications: () => ['main', 'weekly'],
    propose: async (publication) => {
      const own = publication === 'main' ? [...all.values()] : []
      return {
        date: day('2026-01-06'),
        ranked: rankCandidates(own, { now: now + dayMs, tags: ['Agent'], featured: [], most: () => 10 }),
        dropped: own.filter(({ state }) => state === 'dropped'),
        problems: publication === 'main' ? [{ source: 'feed:gone', problem: 'gone.example answered 410.' }] : [],
        hasSources: publication === 'main',
      }
    },
    setState: async (_, id, state) => {
      const candidate = all.get(id)
      if (candidate) all.set(id, { ...candidate, state })
    },
    add: async (_, address) => {
      if (!address.startsWith('https://example.org/')) throw new ConfigurationError(`${address} cannot be reached.`)
      all.set('added', aCandidate({ id: 'added', url: address, title: 'Added', source: 'person', state: 'picked' }))
      return 'added'
    },
  }
}
