// Comfort for browsers that run scripts; every page works wholly without.
// The Content-Security-Policy allows no script inside a page, so the classes that GOV.UK Frontend looks
// for are set here.
document.body.classList.add('js-enabled', 'govuk-frontend-supported')

import { createAll, ErrorSummary, ServiceNavigation, SkipLink } from './govuk-frontend.min.js'

createAll(ErrorSummary)
createAll(ServiceNavigation)
createAll(SkipLink)

// Fields that are left blank ask for nothing: without them the address is plain.
for (const form of document.querySelectorAll('form')) {
  form.addEventListener('formdata', ({ formData }) => {
    for (const name of new Set(formData.keys())) {
      const said = formData.getAll(name).filter(value => value.trim())
      formData.delete(name)
      said.forEach(value => formData.append(name, value))
    }
    // A search for nothing at all is sent, so that the page can say what it needs.
    if (form.elements.q && formData.keys().next().done) formData.append('q', '')
  })
}

// <button class="… js-only" type="button" data-copy="ID">: copies the words of the element with that id.
for (const button of document.querySelectorAll('button[data-copy]')) {
  const said = document.createElement('span')
  said.className = 'app-copied'
  said.setAttribute('role', 'status')
  button.after(said)
  button.addEventListener('click', async () => {
    said.textContent = ''
    said.textContent = await copied(document.getElementById(button.dataset.copy))
  })
}

// <button class="… js-only" type="button" data-print>
for (const button of document.querySelectorAll('button[data-print]')) {
  button.addEventListener('click', () => window.print())
}

/** Copy an element's words, and say what came of it. */
async function copied (element) {
  const words = element.innerText.trim()
  try {
    await navigator.clipboard.writeText(words)
    return 'Copied'
  } catch {
    // Without https (but for this machine) there is no clipboard; the older way needs the words selected.
    window.getSelection().selectAllChildren(element)
    return document.execCommand('copy') ? 'Copied' : 'Selected: now press Ctrl and C'
  }
}
