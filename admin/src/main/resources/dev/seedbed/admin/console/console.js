// What pages cannot do without a script, they do as well without: this adds only comfort.
"use strict";
