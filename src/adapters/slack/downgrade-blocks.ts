type Body = Readonly<Record<string, unknown>>

/**
 * The same message or view without recent kinds of blocks, or undefined if it has none: tags become code, headers lose
 * their level.
 */
export function downgradeBlocks(body: Body): Body | undefined {
  const changed = { ...body, ...classicIn(body, 'blocks'), ...classicIn(body, 'view') }
  return JSON.stringify(changed) === JSON.stringify(body) ? undefined : changed
}

function classicIn(body: Body, key: 'blocks' | 'view'): Body {
  return key in body ? { [key]: classic(body[key]) } : {}
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
