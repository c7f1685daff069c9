// What pages cannot do without a script, they do as well without: this adds only comfort.
"use strict";

// A link that is called a button is pressed as one, with the space bar too.
document.addEventListener("keydown", event => {
  if (event.key === " " && event.target instanceof Element && event.target.matches("a[role=button]")) {
    event.preventDefault();
    event.target.click();
  }
});
