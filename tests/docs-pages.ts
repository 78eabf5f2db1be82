import { readFileSync } from 'node:fs'
import type { Nodes, Root } from 'mdast'
import { parseMarkdown } from '../src/digests/markdown/parse.ts'
import { readSources } from './source-code.ts'

/** The project's own Markdown, by path. */
export const pages = readSources('{*.md,docs/**/*.md,.github/**/*.md,tests/**/*.md}')
export const read = (file: string) => readFileSync(file, 'utf8')
export const page = (file: string) => pages.get(file) ?? ''

interface Found<Kind extends Nodes['type']> {
  readonly file: string
  readonly node: Extract<Nodes, { type: Kind }>
}

const trees = new Map<string, Root>()

/** The Markdown of a page, parsed once. */
function treeOf(file: string): Root {
  const tree = trees.get(file) ?? parseMarkdown(read(file))
  trees.set(file, tree)
  return tree
}

/** What a reader sees of a node. */
export function textOf(node: Nodes | undefined): string {
  if (!node) return ''
  if ('value' in node) return node.value
  return 'children' in node ? node.children.map(textOf).join('') : ''
}

export function nodesOf<Kind extends Nodes['type']>(file: string, kind: Kind): Found<Kind>[] {
  const walk = (node: Nodes): Nodes[] => [node, ...('children' in node ? node.children.flatMap(walk) : [])]
  const isKind = (node: Nodes): node is Extract<Nodes, { type: Kind }> => node.type === kind
  return walk(treeOf(file))
    .filter(isKind)
    .map((node) => ({ file, node }))
}

export const all = <Kind extends Nodes['type']>(kind: Kind) => [...pages.keys()].flatMap((file) => nodesOf(file, kind))
