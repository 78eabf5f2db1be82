// Going to another channel or thread without loading everything again.

import { listenForUpdates } from './live.js'
import { patchPieces, rememberPieces } from './pieces.js'

const scrollers = () => [...document.querySelectorAll('[data-scroll]')]
const composers = () => [...document.querySelectorAll('.composer')]
const refresh = () => show(location.href, { quietly: true })

/** The message from which a thread was opened: where focus returns to. */
let opener

async function show(address, { quietly = false } = {}) {
  const response = await fetch(address)
  const fresh = new DOMParser().parseFromString(await response.text(), 'text/html')
  const [standing, coming] = [document.querySelector('main'), fresh.querySelector('main')]
  if (!quietly) history.pushState(null, '', address)
  if (!patchPieces(standing, coming)) {
    const before = remember()
    standing.replaceWith(document.adoptNode(coming))
    rememberPieces()
    restore(before)
  }
  document.title = fresh.title
  document.dispatchEvent(new Event('patched'))
  listenForUpdates(refresh)
}

/** Where each box is scrolled to, by what it shows, and the form that each message is typed in, by where it goes. */
function remember() {
  const scrolled = new Map(scrollers().map((box) => [boxName(box), [box.scrollLeft, box.scrollTop]]))
  const forms = new Map(composers().map((form) => [placeOf(form), form]))
  return { scrolled, forms, focused: document.activeElement }
}

function restore({ scrolled, forms, focused }) {
  for (const form of composers()) keepForm(form, forms.get(placeOf(form)))
  for (const box of scrollers()) {
    const place = scrolled.get(boxName(box))
    if (place) box.scrollTo(...place)
    else settle(box)
  }
  const standing = focused?.isConnected ? focused : focused?.id && document.getElementById(focused.id)
  if (standing && standing !== document.body) standing.focus({ preventScroll: true })
}

/** What is typed stays with its caret, as a message or as the line of fields that a command became. */
function keepForm(fresh, typed) {
  if (!typed) return
  for (const { name, value } of fresh.attributes) typed.setAttribute(name, value)
  fresh.replaceWith(typed)
}

/** A box is named after the thing that shows in it and the place that its composer writes to. */
function boxName(box) {
  return box.getAttribute('aria-labelledby') + placeOf(box.parentElement.querySelector('.composer'))
}

/** Where the messages of a composer go. */
function placeOf(form) {
  return form
    ? [...form.querySelectorAll(':scope > [type="hidden"]')].map(({ name, value }) => `${name}=${value}`).join()
    : ''
}

/** A channel opens at its last day, a thread at its end, a post of a forum at its beginning. */
function settle(box) {
  const day = [...box.querySelectorAll('.day')].at(-1)
  if (box.dataset.scroll === 'start') return
  if (box.dataset.scroll === 'end') showToday(box)
  else if (box.closest('.panel')) box.scrollTop = box.scrollHeight
  else if (day) box.scrollTop = day.offsetTop - box.offsetTop
}

/** The last days of a grid, or today if the first column would hide it. */
function showToday(grid) {
  grid.scrollLeft = grid.scrollWidth
  const [names, today] = [grid.querySelector('.dates th'), grid.querySelector('.dates .today')]
  if (!names || !today) return
  const hidden = names.getBoundingClientRect().right - today.getBoundingClientRect().left
  if (hidden > 0) grid.scrollLeft -= hidden + today.offsetWidth
}

async function follow(link) {
  const closing = link.hasAttribute('data-close')
  const client = link.closest('.client')?.id
  if (!closing) opener = link.closest('li')?.id
  const focused = document.activeElement
  await show(link.href).catch(() => location.assign(link.href))
  if (!hasMovedFrom(focused)) focusOnTarget(link, { closing, client })
  if (link.hash) find(link.hash.slice(1))
  if (link.matches('.shape')) showOpened()
}

/** Whether the reader went on elsewhere while the page was fetched, so that the focus is theirs. */
function hasMovedFrom(focused) {
  const now = document.activeElement
  return now !== document.body && now !== focused && !(now.id && now.id === focused.id)
}

function focusOnTarget(link, { closing, client }) {
  if (link.dataset.focus) focusOn(`#${CSS.escape(link.dataset.focus)}`)
  else if (closing) focusOn(`#${CSS.escape(opener ?? '')} :is(.thread-bar, .thread-card, .thread-start, .post)`)
  else if (link.matches('.message a, .post')) focusOn(`#${client} .panel h3`)
}

/** Brings the day whose delivery is open into sight. */
function showOpened() {
  document.querySelector('.shape[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
}

/** Shows the message that an address names. */
function find(id) {
  const item = document.getElementById(id)
  item?.scrollIntoView({ block: 'start' })
  item?.classList.add('found')
}

function focusOn(selector) {
  document.querySelector(selector)?.focus({ preventScroll: true })
}

addEventListener('popstate', refresh)

document.addEventListener('click', (event) => {
  const link = event.target.closest?.('a[data-go]')
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
  event.preventDefault()
  void follow(link)
})

document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return
  const menu = document.activeElement?.closest('.slack-menu[open]')
  if (menu) {
    menu.open = false
    menu.querySelector('summary').focus()
    return
  }
  const panel = document.activeElement?.closest('.panel') ?? [...document.querySelectorAll('.panel, .delivery')].at(-1)
  const close = panel?.querySelector('[data-close]')
  if (close) void follow(close)
})

rememberPieces()
for (const box of scrollers()) settle(box)
if (location.hash) find(location.hash.slice(1))
listenForUpdates(refresh)
// The browser itself scrolls to where the page was before it loads again.
requestAnimationFrame(() => requestAnimationFrame(showOpened))
