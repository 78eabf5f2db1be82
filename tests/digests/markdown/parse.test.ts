import type { Nodes } from 'mdast'
import { expect, test } from 'vitest'
import { parseMarkdown } from '../../../src/digests/markdown/parse.ts'

const linksIn = (node: Nodes): string[] =>
  node.type === 'link' ? [node.url] : 'children' in node ? node.children.flatMap(linksIn) : []

test.each([
  ['See https://example.org/a.', 'https://example.org/a'],
  ['[See https://example.org and go on', 'https://example.org'],
  ['“www.example.org”', 'http://www.example.org'],
  ['at www&#46;example.org', 'http://www.example.org'],
  ['see:someone@example.org', 'mailto:someone@example.org'],
])('the bare address in %j is a link', (markdown, url) => {
  expect(linksIn(parseMarkdown(markdown))[0]).toContain(url)
})
