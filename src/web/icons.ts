import { html } from 'hono/html'
import type { PlatformName } from '../domain/destination.ts'
import type { Html } from './html.ts'

/** Morning Post: the sun coming up behind a folded sheet. */
export function logo(size: number): Html {
  return html`<svg class="mark" width="${size}" height="${size}" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
    <rect width="32" height="32" rx="7" fill="#f2a33a" />
    <g stroke="#fff6e3" stroke-width="2" stroke-linecap="round">
      <path d="M16 4.5v3M7.2 8.2l2 2.2M24.8 8.2l-2 2.2M4 16h2.6M25.4 16H28" />
    </g>
    <circle cx="16" cy="16" r="6" fill="#fff6e3" />
    <path d="M4 17h24v8.5a2.5 2.5 0 0 1-2.5 2.5h-19A2.5 2.5 0 0 1 4 25.5z" fill="#3d2a20" />
    <path d="M8 21h16M8 24.5h10" stroke="#f2a33a" stroke-width="1.8" stroke-linecap="round" />
  </svg>`
}

const platformShapes: Readonly<Record<PlatformName, Html>> = {
  slack: html`<path d="M9.6 4.5 8.2 15.5M14.2 4.5l-1.4 11M5 8h12M4.4 12h12" stroke="currentColor" stroke-width="2" stroke-linecap="round" fill="none" />`,
  discord: html`<path d="M4 4.5h13A1.5 1.5 0 0 1 18.500 6v7A1.500 1.500 0 0 1 17 14.500h-6L7 18v-3.500H4A1.500 1.500 0 0 1 2.500 13V6A1.500 1.500 0 0 1 4 4.500Z" fill="currentColor" />`,
}

/** Our own signs for the platforms, not their logos: a channel's hash, and a speech balloon. */
export function platformIcon(platform: PlatformName): Html {
  return html`<svg class="mark" width="18" height="18" viewBox="0 0 21 21" aria-hidden="true" focusable="false">${platformShapes[platform] ?? ''}</svg>`
}

/** How many tints there are for the tiles of people; the style sheet has as many. */
const tints = 6

/** A tile with a person's initials. The same id always has the same tint. */
export function avatar(id: string, name: string, isBot: boolean): Html {
  if (isBot) return html`<span class="avatar">${logo(40)}</span>`
  const initials = name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => [...word][0] ?? '')
    .join('')
  const tint = [...id].reduce((sum, char) => sum + (char.codePointAt(0) ?? 0), 0) % tints
  return html`<span class="avatar tint-${tint}" aria-hidden="true">${initials.toUpperCase()}</span>`
}
