// Forms without loading the page again: message boxes, controls, dialogs, the theme.

document.addEventListener('submit', (event) => {
  const form = event.target
  if (form.matches('[data-themes]')) chooseTheme(event)
  else if (form.matches('[data-async], [data-say]')) void send(event)
})

/**
 * Pending submissions by form: a second click sends nothing, and text typed in the meantime is neither lost nor
 * delayed.
 */
const sending = new WeakMap()

async function send(event) {
  event.preventDefault()
  const { target: form, submitter } = event
  const body = contentOf(form, submitter)
  if (sending.get(form) === body) return
  sending.set(form, body)
  form.setAttribute('aria-busy', 'true')
  const box = boxBeside(form)
  if (box) box.dataset.said = 'yes'
  clearProblems(form)
  try {
    const response = await fetch(form.getAttribute('action'), {
      method: 'post',
      body,
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-live': '1', ...formToken() },
    })
    if (response.ok && form.isConnected && contentOf(form, submitter) === body) form.reset()
    const isAboutFields = response.headers.get('content-type')?.startsWith('application/json')
    if (isAboutFields) showProblems(form, await response.json())
    notify(response.ok || isAboutFields ? '' : await response.text())
  } catch {
    notify('Morning Post cannot be reached. Is it still running?')
  }
  if (sending.get(form) === body) {
    sending.delete(form)
    form.removeAttribute('aria-busy')
  }
  form.classList.remove('undecided')
  form.closest('details')?.removeAttribute('open')
}

/** Each sentence below its field; the first wrong one gets the focus. */
function showProblems(form, problems) {
  for (const [name, problem] of Object.entries(problems)) {
    const input = form.querySelector(`[name="${CSS.escape(name)}"]`)
    const text = document.createElement('p')
    text.className = 'field-problem'
    text.role = 'alert'
    text.id = `problem-${name}`
    text.textContent = problem
    input?.setAttribute('aria-invalid', 'true')
    input?.setAttribute('aria-errormessage', text.id)
    const place = input?.closest('.field') ?? form.querySelector('.dialog-fields')
    place.append(text)
  }
  const first = form.querySelector('[aria-invalid]')
  first?.focus()
  first?.closest('.field').scrollIntoView({ block: 'nearest' })
}

function clearProblems(form) {
  for (const text of form.querySelectorAll('.field-problem')) text.remove()
  for (const input of form.querySelectorAll('[aria-invalid]')) {
    input.removeAttribute('aria-invalid')
    input.removeAttribute('aria-errormessage')
  }
}

const contentOf = (form, submitter) => String(new URLSearchParams(new FormData(form, submitter)))

/**
 * The list that receives answers, where a reader waits for one: after their message, or after a control in a private
 * answer.
 */
function boxBeside(form) {
  if (form.matches('[data-say]')) return form.parentElement.querySelector('[data-scroll]')
  return form.closest('.ephemeral .control') && form.closest('[data-scroll]')
}

function chooseTheme(event) {
  event.preventDefault()
  const { value } = event.submitter
  document.documentElement.dataset.theme = value
  for (const button of event.target.querySelectorAll('button'))
    button.setAttribute('aria-pressed', String(button.value === value))
  void fetch(event.target.getAttribute('action'), {
    method: 'post',
    body: new URLSearchParams({ theme: value }),
    headers: formToken(),
    redirect: 'manual',
  })
}

/** On a page with a password, the CSRF token that shows that a form is its own. */
function formToken() {
  const token = document.querySelector('meta[name="form-token"]')?.content
  return token ? { 'x-form-token': token } : {}
}

let fading

function notify(text) {
  const notice = document.getElementById('notice')
  notice.textContent = text
  notice.hidden = !text
  clearTimeout(fading)
  fading = setTimeout(() => notify(''), 8000)
}

// A closed select changes with every arrow key on some systems: a choice made so counts when Enter or Go confirms it.
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
  if (!target.matches('select[data-act]') || !target.value) return
  if (target.dataset.moving === 'true') target.form.classList.add('undecided')
  else target.form.requestSubmit()
})

document.addEventListener('keydown', (event) => {
  if (!event.target.matches?.('.composer textarea') || event.key !== 'Enter' || event.shiftKey || event.isComposing)
    return
  event.preventDefault()
  event.target.form.requestSubmit()
})
