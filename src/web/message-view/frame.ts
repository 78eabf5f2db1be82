import { html } from 'hono/html'
import { type Html, hiddenFields } from '../html.ts'
import { avatar } from '../icons.ts'

export interface Author {
  readonly id: string
  readonly name: string
  readonly isBot: boolean
}

interface Framed {
  readonly author: Author
  /** Absent for a message that is not sent yet. */
  readonly sent?: { readonly at: Date; readonly words: string }
  /** The form that dismisses a private message. */
  readonly dismiss?: Html
  readonly isEdited?: boolean
  readonly body: Html
  /** The way into the thread. */
  readonly below?: readonly (Html | '')[]
}

const eye = html`<svg width="14" height="10" viewBox="0 0 14 10" aria-hidden="true" focusable="false"><path d="M1 5c3-5 9-5 12 0-3 5-9 5-12 0Z" fill="none" stroke="currentColor" stroke-width="1.3" /><circle cx="7" cy="5" r="1.8" fill="currentColor" /></svg>`

/** The frame of a message on both platforms: author, time, and who sees it. */
export function messageFrame({ author, sent, dismiss, isEdited, body, below }: Framed): Html {
  return html`<article class="message ${dismiss ? 'ephemeral' : ''}" aria-label="${author.name}${sent ? ` at ${sent.words}` : ''}">
    ${avatar(author.id, author.name, author.isBot)}
    <div class="message-main">
      ${dismiss ? html`<div class="only-you">${eye} Only visible to you <span aria-hidden="true">·</span> ${dismiss}</div>` : ''}
      <p class="byline">
        <strong>${author.name}</strong>
        ${author.isBot ? html`<span class="app-badge">APP</span>` : ''}
        ${sent ? html`<time datetime="${sent.at.toISOString()}">${sent.words}</time>` : ''}
      </p>
      <div class="message-body">${body}</div>
      ${isEdited && !dismiss ? html`<p class="edited">(edited)</p>` : ''}
      ${below ?? ''}
    </div>
  </article>`
}

/** The button that dismisses a private message. */
export function dismissal(action: string, fields: Readonly<Record<string, string>>): Html {
  return html`<form class="dismiss" method="post" action="${action}" data-async>${hiddenFields(fields)}<button>Dismiss message</button></form>`
}
