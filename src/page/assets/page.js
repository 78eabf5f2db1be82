// Makes the page live. Everything works without it.

import './navigation.js'
import './forms.js'

document.documentElement.classList.add('js')
