/** The outbox, for those who look after it. */
@NullMarked
package dev.sallyport.http.mail;

import org.jspecify.annotations.NullMarked;
