// What changes while the page is open. All markup that is inserted was written and escaped by the server.

/** Closer to its end than this, a list follows what is added to it. In pixels. */
const followWithin = 120

let events

/** Listens to what happens in the view that the address names; `onStale` when some of it was missed. */
export function listenForUpdates(onStale) {
  events?.close()
  const { live, version } = document.querySelector('main')?.dataset ?? {}
  if (!live) return
  const query = new URLSearchParams(location.search)
  query.set('version', version)
  events = new EventSource(`${live}?${query}`)
  events.addEventListener('patch', ({ data }) => apply(JSON.parse(data)))
  events.addEventListener('stale', onStale)
  events.addEventListener('error', ({ target }) => target.readyState === EventSource.CLOSED && standStill())
  events.addEventListener('hello', () => document.querySelector('main').setAttribute('data-connected', ''))
}

/** The server refuses the stream: there are too many. */
function standStill() {
  const notice = document.getElementById('notice')
  notice.textContent = 'Too many pages are open, so this one does not update by itself. Close some and load it again.'
  notice.hidden = false
}

function apply({ list, item, html, announce }) {
  const standing = document.getElementById(item)
  const place = document.getElementById(list)
  if (html === undefined) takeAway(standing)
  else if (standing) replace(standing, html)
  else if (place) append(place, html)
  if (announce) document.getElementById('announcer').textContent = announce
  document.dispatchEvent(new Event('patched'))
}

/** Keeps the focus inside the list. */
function takeAway(standing) {
  if (standing?.contains(document.activeElement)) standing.closest('[data-scroll]')?.focus({ preventScroll: true })
  standing?.remove()
}

function replace(standing, html) {
  const focused = standing.contains(document.activeElement) ? placeOf(document.activeElement, standing) : undefined
  const opened = [...standing.querySelectorAll('details')].map(({ open }) => open)
  const fresh = fragment(html)
  fresh.querySelectorAll('details').forEach((details, at) => {
    details.open = opened[at] ?? details.open
  })
  standing.replaceWith(fresh)
  if (focused) fresh.querySelectorAll(focused.tag)[focused.at]?.focus({ preventScroll: true })
}

/** Identifies a control of a message, so that focus survives when the message is redrawn. */
function placeOf(element, within) {
  return { tag: element.tagName, at: [...within.querySelectorAll(element.tagName)].indexOf(element) }
}

function append(place, html) {
  const box = place.closest('[data-scroll]')
  const scrolls = box.scrollHeight > box.clientHeight
  const follow = box.dataset.said === 'yes' || (scrolls && distanceFromEnd(box) < followWithin)
  delete box.dataset.said
  const fresh = fragment(html)
  place.append(fresh)
  if (follow) showFrom(box, fresh)
  else if (distanceFromEnd(box) > followWithin) offerJump(box)
}

/** To the end, but no further than the beginning of what came in. */
function showFrom(box, fresh) {
  const below = fresh.getBoundingClientRect().top - box.getBoundingClientRect().top
  box.scrollTop += Math.min(below, distanceFromEnd(box))
}

function distanceFromEnd(box) {
  return box.scrollHeight - box.clientHeight - box.scrollTop
}

function fragment(html) {
  const template = document.createElement('template')
  template.innerHTML = html.trim()
  return template.content.firstElementChild
}

/** A button that leads to what came in below, until the reader has been there. */
function offerJump(box) {
  if (box.nextElementSibling?.matches('.jump')) return
  const jump = document.createElement('button')
  jump.className = 'jump'
  jump.textContent = 'New messages ↓'
  const done = () => distanceFromEnd(box) < followWithin && jump.remove()
  jump.addEventListener('click', () => {
    box.scrollTop = box.scrollHeight
    box.focus({ preventScroll: true })
  })
  box.addEventListener('scroll', done)
  box.after(jump)
}
