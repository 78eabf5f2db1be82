import { html } from 'hono/html'
import { count } from '../../../lib/count.ts'
import type { Html } from '../../../web/html.ts'
import { clockTime, dayName } from '../../../web/message-view/discord/time.ts'
import type { DiscordChannel } from '../../discord/state.ts'
import { type ChannelView, threadLink } from './channel-view.ts'

const excerptMax = 180 // characters

export function postId(post: string): string {
  return `discord-post-${post}`
}
export function forum(channelView: ChannelView): Html {
  const posts = channelView.posts ?? []
  return html`<ol class="posts" id="discord-posts">${posts.map((post) => postCard(channelView, post))}</ol>
    ${posts.length === 0 ? html`<p class="empty">No posts yet. A digest sent here in the forum layout becomes one.</p>` : ''}`
}

export function postCard(channelView: ChannelView, post: DiscordChannel): Html {
  const messages = channelView.state.messages(post.id).filter(({ ephemeralFor }) => !ephemeralFor)
  const first = messages[0]
  const at = first && new Date(first.timestamp)
  const tags = (post.appliedTags ?? []).map(
    (id) => channelView.channel.availableTags?.find((tag) => tag.id === id)?.name ?? id,
  )
  return html`<li id="${postId(post.id)}"><a class="post" href="${threadLink(channelView, post.id)}" data-go>
    ${tags.length > 0 ? html`<span class="post-tags">${tags.map((tag) => html`<span>${tag}</span>`)}</span>` : ''}
    <b>${post.name}</b>
    ${first ? html`<span class="excerpt">${first.author.displayName}: ${excerpt(first.content)}</span>` : ''}
    <span class="post-foot">${count(messages.length, 'message')}${at ? ` · ${dayName(at)}, ${clockTime(at)}` : ''}</span>
  </a></li>`
}
function excerpt(content: string): string {
  const words = content
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/<t:[^>]*>|[*_~`#>\\]|-#/g, '')
    .replace(/\s+/g, ' ')
    .trim()
  return words.length > excerptMax ? `${[...words].slice(0, excerptMax).join('')}…` : words
}
