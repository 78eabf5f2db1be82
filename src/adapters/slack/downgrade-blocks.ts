type Body = Readonly<Record<string, unknown>>

/**
 * The same message without the blocks that Slack has only lately learned, or undefined when it has none of them: tags
 * become code, headers lose their level.
 */
export function downgradeBlocks(body: Body): Body | undefined {
  if (!Array.isArray(body.blocks)) return undefined
  const blocks: unknown = body.blocks.map(classic)
  return JSON.stringify(blocks) === JSON.stringify(body.blocks) ? undefined : { ...body, blocks }
}

function classic(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(classic)
  if (!isObject(node)) return node
  if (node.type === 'tag') return { type: 'text', text: node.text, style: { code: true } }
  const entries = Object.entries(node).map(([key, value]) => [key, classic(value)])
  return Object.fromEntries(node.type === 'header' ? entries.filter(([key]) => key !== 'level') : entries)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
