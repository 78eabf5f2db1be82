// Makes the page live. Everything works without this file; all markup it inserts was written and escaped by the server.

const root = document.documentElement
root.classList.add('js')

/** Closer to its end than this, a list follows what is added to it. In pixels. */
const followWithin = 120

const main = () => document.querySelector('main')
const scrollers = () => [...document.querySelectorAll('[data-scroll]')]
const distanceFromEnd = (box) => box.scrollHeight - box.clientHeight - box.scrollTop

// --- What changes -------------------------------------------------------------------------------------------------

let events

function listen() {
  events?.close()
  const { live, version } = main()?.dataset ?? {}
  if (!live) return
  const query = new URLSearchParams(location.search)
  query.set('version', version)
  events = new EventSource(`${live}?${query}`)
  events.addEventListener('patch', ({ data }) => apply(JSON.parse(data)))
  events.addEventListener('stale', () => show(location.href, { quietly: true }))
}

function apply({ list, item, html, announce }) {
  const standing = document.getElementById(item)
  const place = document.getElementById(list)
  if (html === undefined) standing?.remove()
  else if (standing) replace(standing, html)
  else if (place) append(place, html)
  if (announce) document.getElementById('announcer').textContent = announce
}

function replace(standing, html) {
  const focused = standing.contains(document.activeElement) ? pathTo(document.activeElement, standing) : undefined
  const opened = [...standing.querySelectorAll('details')].map(({ open }) => open)
  const fresh = fragment(html)
  fresh.querySelectorAll('details').forEach((details, at) => {
    details.open = opened[at] ?? details.open
  })
  standing.replaceWith(fresh)
  if (focused) find(focused, document.getElementById(standing.id))?.focus({ preventScroll: true })
}

function append(place, html) {
  const box = place.closest('[data-scroll]')
  const scrolls = box.scrollHeight > box.clientHeight
  const follow = box.dataset.said === 'yes' || (scrolls && distanceFromEnd(box) < followWithin)
  delete box.dataset.said
  place.append(fragment(html))
  if (follow) box.scrollTop = box.scrollHeight
}

function fragment(html) {
  const template = document.createElement('template')
  template.innerHTML = html.trim()
  return template.content.firstElementChild
}

/** Which of the controls of a message it is, so that focus survives when the message is drawn anew. */
function pathTo(element, within) {
  const controls = [...within.querySelectorAll(element.tagName)]
  return { tag: element.tagName, at: controls.indexOf(element) }
}

function find({ tag, at }, within) {
  return within?.querySelectorAll(tag)[at]
}

// --- Going somewhere without loading everything --------------------------------------------------------------------

let opener

async function show(address, { quietly = false } = {}) {
  const response = await fetch(address)
  const fresh = new DOMParser().parseFromString(await response.text(), 'text/html')
  const before = remember()
  main().replaceWith(document.adoptNode(fresh.querySelector('main')))
  if (!quietly) history.pushState(null, '', address)
  restore(before)
  listen()
}

/** Where each box is scrolled to and what is typed in it, by what it shows. */
function remember() {
  const scrolled = new Map(scrollers().map((box) => [boxName(box), box.scrollTop]))
  const typed = new Map([...document.querySelectorAll('textarea')].map((area) => [draftName(area), area.value]))
  const focused = document.activeElement?.id
  return { scrolled, typed, focused }
}

function restore({ scrolled, typed, focused }) {
  for (const area of document.querySelectorAll('textarea')) area.value = typed.get(draftName(area)) ?? ''
  for (const box of scrollers()) {
    const top = scrolled.get(boxName(box))
    if (top === undefined) settle(box)
    else box.scrollTop = top
  }
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true })
}

function boxName(box) {
  return (
    box.parentElement.querySelector('form')?.textContent +
    box.getAttribute('aria-labelledby') +
    draftName(box.parentElement.querySelector('textarea'))
  )
}

function draftName(area) {
  return area ? [...new FormData(area.form)].filter(([name]) => name !== 'text').join() : ''
}

/** A channel opens at its last day, a thread at its end. */
function settle(box) {
  const day = [...box.querySelectorAll('.day')].at(-1)
  if (box.closest('.panel')) box.scrollTop = box.scrollHeight
  else if (day) box.scrollTop = day.offsetTop - box.offsetTop
}

async function follow(link) {
  const closing = link.hasAttribute('data-close')
  const panels = document.querySelectorAll('.panel').length
  if (!closing) opener = link.closest('li')?.id
  await show(link.href).catch(() => location.assign(link.href))
  if (closing)
    document.querySelector(`#${CSS.escape(opener ?? '')} :is(.thread-bar, .thread-card, .thread-start, .post)`)?.focus()
  else if (document.querySelectorAll('.panel').length >= panels) link.ownerDocument.querySelector('.panel h3')?.focus()
}

addEventListener('popstate', () => show(location.href, { quietly: true }))

document.addEventListener('click', (event) => {
  const link = event.target.closest?.('a[data-go]')
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
  event.preventDefault()
  void follow(link)
})

document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return
  const menu = document.activeElement?.closest('details[open]:not(.container)')
  if (menu) {
    menu.open = false
    menu.querySelector('summary').focus()
    return
  }
  const panel = document.activeElement?.closest('.panel') ?? [...document.querySelectorAll('.panel')].at(-1)
  const close = panel?.querySelector('[data-close]')
  if (close) void follow(close)
})

// --- Doing something ----------------------------------------------------------------------------------------------

document.addEventListener('submit', (event) => {
  const form = event.target
  if (form.matches('[data-themes]')) chooseTheme(event)
  else if (form.matches('form.control, [data-say]')) void send(event)
})

async function send(event) {
  event.preventDefault()
  const { target: form, submitter } = event
  if (form.getAttribute('aria-busy') === 'true') return
  form.setAttribute('aria-busy', 'true')
  const body = new URLSearchParams(new FormData(form, submitter))
  const box = form.parentElement.querySelector('[data-scroll]')
  if (form.matches('[data-say]') && box) box.dataset.said = 'yes'
  try {
    const response = await fetch(form.getAttribute('action'), { method: 'post', body, headers: { 'x-live': '1' } })
    if (response.ok) form.reset()
    notify(response.ok ? '' : await response.text())
  } catch {
    notify('Morning Post cannot be reached. Is it still running?')
  }
  form.removeAttribute('aria-busy')
  form.closest('details')?.removeAttribute('open')
}

function chooseTheme(event) {
  event.preventDefault()
  const { value } = event.submitter
  root.dataset.theme = value
  for (const button of event.target.querySelectorAll('button'))
    button.setAttribute('aria-pressed', String(button.value === value))
  void fetch(event.target.getAttribute('action'), {
    method: 'post',
    body: new URLSearchParams({ theme: value }),
    redirect: 'manual',
  })
}

let fading

function notify(text) {
  const notice = document.getElementById('notice')
  notice.textContent = text
  notice.hidden = !text
  clearTimeout(fading)
  fading = setTimeout(() => notify(''), 8000)
}

// A closed select changes with every arrow key on some systems: a choice made so counts when Enter confirms it.
document.addEventListener('keydown', (event) => {
  const select = event.target.closest?.('select[data-act]')
  if (!select) return
  select.dataset.moving = String(!['Enter', ' '].includes(event.key))
  if (event.key === 'Enter' && select.value) select.form.requestSubmit()
})

document.addEventListener('pointerdown', (event) => {
  const select = event.target.closest?.('select[data-act]')
  if (select) select.dataset.moving = 'false'
})

document.addEventListener('change', ({ target }) => {
  if (target.matches('select[data-act]') && target.value && target.dataset.moving !== 'true')
    target.form.requestSubmit()
})

document.addEventListener('keydown', (event) => {
  if (!event.target.matches?.('.composer textarea') || event.key !== 'Enter' || event.shiftKey || event.isComposing)
    return
  event.preventDefault()
  event.target.form.requestSubmit()
})

for (const box of scrollers()) settle(box)
listen()
