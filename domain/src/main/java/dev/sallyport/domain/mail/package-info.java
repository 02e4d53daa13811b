/** The messages that Sallyport sends. */
@NullMarked
package dev.sallyport.domain.mail;

import org.jspecify.annotations.NullMarked;
