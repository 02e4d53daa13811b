/** The outbox in PostgreSQL, from both sides. */
@NullMarked
package dev.sallyport.persistence.mail;

import org.jspecify.annotations.NullMarked;
