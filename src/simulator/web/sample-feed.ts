import { hourMs } from '../../domain/duration.ts'

/** Fictitious papers with their abstracts: candidates for a first draft, without a network or a token. */
const papers: readonly {
  readonly name: string
  readonly title: string
  readonly tag: string
  readonly text: string
}[] = [
  {
    name: 'lantern',
    title: 'Lantern: Agents That Write Down What They Tried',
    tag: 'Agent',
    text: 'Agents for long tasks repeat their own failures, because earlier attempts fall out of the context. We present Lantern, which keeps a notebook of attempts and their outcomes and lets the agent read it before each plan. On 120 tasks in a browser, Lantern completes 58%, against 41% without the notebook. The notebook takes 3% of the tokens. When a page changes between two attempts, old notes mislead the agent, and we do not solve this. All tasks were in English.',
  },
  {
    name: 'half-step',
    title: 'Half-Step: Quantizing Only Where Gradients Are Flat',
    tag: 'Training',
    text: 'Training in low precision fails where gradients change quickly. Half-Step measures the curvature of each layer once every 200 steps and keeps 16 bits only in the layers where it is high. A model with 3 billion parameters trains in 62% of the memory, with a loss that is 0.4% higher. Half-Step needs no change of the optimizer. We did not try models with more than 7 billion parameters.',
  },
  {
    name: 'quiet-eyes',
    title: 'Quiet Eyes: Fewer Frames for Video Question Answering',
    tag: 'Multimodal',
    text: 'Models that answer questions about videos look at hundreds of frames, most of which say nothing new. Quiet Eyes chooses frames by what the question asks for. With 12 frames it answers 71% of the questions of a benchmark of 2,400 questions, as many as a model that looks at 128 frames. Answers about sounds do not improve. The code and the list of chosen frames are public.',
  },
  {
    name: 'paper-trail',
    title: 'Paper Trail: Do Citations of Language Models Support Their Claims?',
    tag: 'Evaluation',
    text: 'Language models cite sources, and readers seldom open them. We asked 14 people to read 900 citations of five models next to the sources. In 23% of the cases the source does not say what is claimed, and in 6% it says the opposite. Longer answers are worse. A checker that compares numbers and names with the source finds two thirds of the wrong citations. The study covers news and encyclopedias, not science.',
  },
]

/** A JSON Feed of the papers, each a few hours old: https://www.jsonfeed.org/version/1.1/ */
export function sampleFeed(now: number): object {
  return {
    version: 'https://jsonfeed.org/version/1.1',
    title: 'Fictitious papers',
    items: papers.map(({ name, title, tag, text }, at) => ({
      id: name,
      url: `https://example.org/papers/${name}`,
      title,
      tags: [tag],
      content_text: text,
      date_published: new Date(now - (at + 1) * hourMs).toISOString(),
    })),
  }
}
