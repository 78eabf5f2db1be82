// Commands: a message that begins with a slash is offered what can follow; in Discord it becomes a line of fields.

import { activeIn, closeMenu, firstIn, isOpenFor, move, openMenu } from './menu.js'

let asked = 0

/** Asks what can be typed next where `element` is, and shows it, unless the text has changed meanwhile. */
async function offer(element) {
  const { form } = element
  const isMessage = element.matches('textarea')
  if (isMessage && !element.value.startsWith('/')) return closeMenu()
  const body = new URLSearchParams(new FormData(form))
  if (!isMessage) body.set('focused', nameOf(element))
  asked += 1
  const turn = asked
  const markup = await fetch(form.dataset.typing, { method: 'post', body }).then(
    (response) => (response.ok ? response.text() : ''),
    () => '',
  )
  if (turn !== asked || document.activeElement !== element) return
  const template = document.createElement('template')
  template.innerHTML = markup.trim()
  const line = template.content.querySelector('[data-line]')
  if (line) becomeLine(form, line)
  else openMenu(element, markup, { picksFirst: isMessage && !isWhole(element, template.content) })
}

/** `about` of a field called `option.about`; nothing for the button that opens more. */
function nameOf(element) {
  return element.name.replace(/^option\./, '')
}

/** A command that stands there whole is sent by Enter. */
function isWhole(area, offered) {
  return offered.querySelector('[data-text]')?.dataset.text.trim() === area.value.trim()
}

function becomeLine(form, line) {
  closeMenu()
  const area = form.querySelector('textarea')
  area.hidden = true
  area.disabled = true
  area.before(line)
  goTo(line.querySelector('input:enabled:not([type="hidden"])'))
}

/** Places the cursor after the existing text. */
function goTo(field) {
  field?.focus()
  field?.setSelectionRange(field.value.length, field.value.length)
}

/** Back to a plain message. */
function leaveLine(form, text) {
  const area = form.querySelector('textarea')
  form.querySelector('[data-line]')?.remove()
  area.hidden = false
  area.disabled = false
  area.value = text
  goTo(area)
}

function setOption(option, isUsed) {
  const input = option.querySelector('input')
  const line = option.closest('[data-line]')
  option.hidden = !isUsed
  input.disabled = !isUsed
  input.value = ''
  const unused = line.querySelectorAll('.option[hidden]').length
  const more = line.querySelector('[data-more]')
  if (more) {
    more.hidden = unused === 0
    more.textContent = `+${unused} more`
  }
  if (isUsed) input.focus()
}

function pick(element, { dataset, firstElementChild: label }) {
  const { form } = element
  if (dataset.option) {
    closeMenu()
    setOption(form.querySelector(`.option[data-option="${CSS.escape(dataset.option)}"]`), true)
    return
  }
  element.value = dataset.text ?? label.textContent
  if (dataset.value !== undefined) element.dataset.value = dataset.value
  closeMenu()
  if (dataset.text) void offer(element)
}

/** Takes an empty option away, and with the last one the command. */
function takeBack(input) {
  const option = input.closest('.option')
  const others = [...option.closest('[data-line]').querySelectorAll('.option:not([hidden]) input')]
  const before = others[others.indexOf(input) - 1]
  if (!before) return leaveLine(input.form, `/${input.form.elements.command.value}`)
  setOption(option, false)
  goTo(before)
}

const typesHere = (element) => element.matches?.('[data-typing] :is(textarea, .command-line input, [data-more])')

document.addEventListener('input', ({ target }) => {
  if (!typesHere(target)) return
  delete target.dataset.value
  void offer(target)
})

document.addEventListener('focusin', ({ target }) => {
  if (target.matches?.('.command-line input')) void offer(target)
})

document.addEventListener('focusout', ({ target }) => {
  if (isOpenFor(target)) closeMenu()
})

document.addEventListener('click', ({ target }) => {
  const more = target.closest?.('[data-more]')
  if (more && isOpenFor(more)) closeMenu()
  else if (more) void offer(more)
})

// The field keeps its focus while the pointer picks.
document.addEventListener('pointerdown', (event) => {
  if (event.target.closest?.('.menu')) event.preventDefault()
})

document.addEventListener('click', ({ target }) => {
  const option = target.closest?.('.menu [role="option"]')
  if (option) pick(document.activeElement, option)
})

document.addEventListener('keydown', (event) => {
  const { target: element, key } = event
  if (!typesHere(element) || event.isComposing || event.shiftKey) return
  if (!(isOpenFor(element) && keyInMenu(element, key)) && !keyInLine(element, key)) return
  event.preventDefault()
  event.stopImmediatePropagation()
})

/** What a key does while the menu is open; false when it means what it means elsewhere. */
function keyInMenu(element, key) {
  if (key === 'Escape') closeMenu()
  else if (!firstIn(element)) return false
  else if (key === 'ArrowDown') move(element, 1)
  else if (key === 'ArrowUp') move(element, -1)
  else if (key === 'Enter' && activeIn(element)) pick(element, activeIn(element))
  else if (key === 'Tab') pick(element, activeIn(element) ?? firstIn(element))
  else return false
  return true
}

function keyInLine(element, key) {
  if (!element.closest('[data-line]')) return false
  if (key === 'Escape') leaveLine(element.form, '')
  else if (key === 'Backspace' && element.value === '' && element.matches('input')) takeBack(element)
  else return false
  return true
}

// What was picked is sent as the bot named it, and shown as it labelled it.
document.addEventListener('formdata', ({ target, formData }) => {
  for (const { name, dataset } of target.querySelectorAll('.command-line input[data-value]')) {
    if (formData.has(name)) formData.set(name, dataset.value)
  }
})

// What is sent already is not offered anything any more.
document.addEventListener('submit', ({ target }) => {
  if (!target.matches('[data-typing]')) return
  asked += 1
  closeMenu()
})

document.addEventListener('reset', ({ target }) => {
  if (target.querySelector('[data-line]')) leaveLine(target, '')
})
