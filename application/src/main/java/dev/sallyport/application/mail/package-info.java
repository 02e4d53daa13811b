/** Queueing, wording and delivering mail. */
@NullMarked
package dev.sallyport.application.mail;

import org.jspecify.annotations.NullMarked;
