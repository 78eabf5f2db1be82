// Checks tokens as they are pasted, fills in the browser's own zone and language, and waits for the start. All of it
// works without.

document.addEventListener('change', ({ target }) => {
  if (!target.matches?.('[data-check]')) return
  if (target.value) void check(target)
  else forgetProblem(target)
})

document.addEventListener('paste', ({ target }) => {
  // The value is there after the event.
  if (target.matches?.('[data-check]')) setTimeout(() => target.dispatchEvent(new Event('change', { bubbles: true })))
})

/** By field: what was checked last, so that leaving the field does not check it again. */
const checked = new WeakMap()

async function check(field) {
  const { name, value, form } = field
  if (checked.get(field) === value) return
  checked.set(field, value)
  const output = document.getElementById(`${name}-result`)
  show(output, 'checking', 'Checking …')
  try {
    const body = new URLSearchParams({ token: form.elements.token.value, [name]: value })
    const response = await fetch('/connect/check', { method: 'post', body })
    if (field.value !== value) return
    field.setAttribute('aria-invalid', String(!response.ok))
    show(output, response.ok ? 'fine' : 'wrong', await response.text())
    if (response.ok) await showChannels()
  } catch {
    show(output, 'wrong', 'Morning Post cannot be reached. Is it still running?')
  }
}

/** Nothing is wrong with a field that was emptied; a token that was accepted stays so. */
function forgetProblem(field) {
  checked.delete(field)
  if (field.getAttribute('aria-invalid') !== 'true') return
  field.removeAttribute('aria-invalid')
  show(document.getElementById(`${field.name}-result`), '', '')
}

function show(output, state, text) {
  output.className = `result ${state}`
  output.textContent = text
}

/** What the browser knows is offered, until a person chooses something else. */
function offerOwn() {
  const zone = document.getElementById('timezone')
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone
  if (zone && own && zone.value === zone.defaultValue) zone.value = own
  const language = document.getElementById('language')
  const primary = navigator.language.split('-')[0]
  if (language && [...language.options].some(({ value }) => value === primary)) language.value = primary
}

if (!document.getElementById('saved')) offerOwn()

/** Shows the channels as soon as a platform has all its tokens, and keeps what was chosen before. */
async function showChannels() {
  const text = await fetch('/connect').then((response) => response.text())
  const page = new DOMParser().parseFromString(text, 'text/html')
  const fresh = page.getElementById('channels')
  const old = document.getElementById('channels')
  if (!fresh || !old) return
  const chosen = old.matches('form') ? new FormData(old) : undefined
  old.replaceWith(fresh)
  if (!chosen) offerOwn()
  for (const [name, value] of chosen ?? []) {
    const field = fresh.elements.namedItem(name)
    if (field && name !== 'token') field.value = value
  }
  showLinks(page)
  announce(`${fresh.querySelectorAll('[id^=channel-]').length} channels to choose`)
}

/** Adds what a connected platform's card has beside its fields: the link that adds the bot to a server. */
function showLinks(page) {
  for (const link of page.querySelectorAll('.connect-card.done [data-invite]')) {
    const card = document.getElementById(link.closest('.connect-card').id)
    card?.querySelector('[data-invite]')?.remove()
    card?.append(link)
  }
  const isAll = page.querySelectorAll('.connect-card:not(.done)').length === 0
  document.querySelector('#tokens .connect-go button').className = isAll ? 'secondary' : 'primary'
}

function announce(words) {
  document.getElementById('announcer').textContent = words
}

// Asked for from this page, which is loaded: the server ends too soon after its answer for a new page to load its files.
document.querySelector('[data-start]')?.addEventListener('submit', (event) => {
  event.preventDefault()
  void start(event.target)
})

async function start(form) {
  form.querySelector('button').disabled = true
  try {
    const response = await fetch(form.action, { method: 'post', body: new URLSearchParams(new FormData(form)) })
    const page = new DOMParser().parseFromString(await response.text(), 'text/html')
    document.title = page.title
    document.getElementById('main').replaceWith(page.getElementById('main'))
  } catch {
    form.querySelector('button').disabled = false
    announce('Morning Post cannot be reached. Is it still running?')
  }
  waitForStart()
}

function waitForStart() {
  const starting = document.querySelector('[data-starting]')
  if (starting) void follow(starting.dataset.starting)
}

waitForStart()

/** Continues when the bot answers again: in between, the old server ends and the new one starts. */
async function follow(path) {
  for (;;) {
    await new Promise((wake) => setTimeout(wake, 500))
    const answers = await fetch('/connect', { redirect: 'manual' }).then(
      ({ status }) => status === 404,
      () => false,
    )
    if (answers) break
  }
  location.href = path
}
