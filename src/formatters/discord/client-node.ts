/**
 * Markdown as Discord's desktop client reads it: https://support.discord.com/hc/en-us/articles/210298617, and where
 * that says nothing, the behaviour that https://github.com/LyricLy/parse-discord found by trying the client.
 */
export type ClientNode =
  | { readonly type: 'text' | 'emoji' | 'code'; readonly value: string }
  | { readonly type: 'fence'; readonly value: string }
  | { readonly type: StyleType; readonly children: readonly ClientNode[] }
  | { readonly type: 'link'; readonly url: string; readonly children: readonly ClientNode[] }
  | { readonly type: 'time'; readonly seconds: number; readonly style: string }
  | { readonly type: 'user' | 'role' | 'channel' | 'everyone'; readonly id: string }
  | { readonly type: 'heading'; readonly level: number; readonly children: readonly ClientNode[] }
  | { readonly type: 'subtext' | 'quote'; readonly children: readonly ClientNode[] }
  | { readonly type: 'list'; readonly start?: number; readonly items: readonly (readonly ClientNode[])[] }

export type StyleType = 'strong' | 'emphasis' | 'underline' | 'strike' | 'spoiler'

/** The visible words. */
export function shownText(nodes: readonly ClientNode[]): string {
  const shown = (node: ClientNode) => {
    if ('value' in node) return node.value
    if ('children' in node) return shownText(node.children)
    if (node.type === 'list') return node.items.map(shownText).join('\n')
    return node.type === 'time' ? `<t:${node.seconds}>` : node.id
  }
  return nodes.map(shown).join('')
}
