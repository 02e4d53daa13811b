/** Invitations in PostgreSQL. */
@NullMarked
package dev.sallyport.persistence.invitation;

import org.jspecify.annotations.NullMarked;
