import type { Root } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { frontmatterFromMarkdown } from 'mdast-util-frontmatter'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { mathFromMarkdown } from 'mdast-util-math'
import { cjkFriendlyExtension } from 'micromark-extension-cjk-friendly'
import { gfmStrikethroughCjkFriendly } from 'micromark-extension-cjk-friendly-gfm-strikethrough'
import { frontmatter } from 'micromark-extension-frontmatter'
import { gfm } from 'micromark-extension-gfm'
import { dollarMath } from './dollar-math.ts'

/** Markdown with everything a digest may use: GFM, front matter, math, and emphasis that works beside CJK characters. */
export function parseMarkdown(text: string): Root {
  return fromMarkdown(text, {
    extensions: [
      frontmatter(['yaml', 'toml']),
      gfm({ singleTilde: false }),
      dollarMath(),
      cjkFriendlyExtension(),
      gfmStrikethroughCjkFriendly({ singleTilde: false }),
    ],
    mdastExtensions: [frontmatterFromMarkdown(['yaml', 'toml']), gfmFromMarkdown(), mathFromMarkdown()],
  })
}
