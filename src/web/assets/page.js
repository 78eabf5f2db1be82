// Makes the page live. Everything works without it.

// The order decides who handles a key first: a menu, then the page.
import './overflow.js'
import './navigation.js'
import './deliveries.js'
import './forms.js'

document.documentElement.classList.add('js')
