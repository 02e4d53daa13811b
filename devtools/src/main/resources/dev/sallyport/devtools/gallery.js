"use strict";

// Another kind is another page, whose list would begin at its top again.
document.querySelector("#mails [aria-current]")?.scrollIntoView({ block: "center" });
scrollTo(0, 0);
