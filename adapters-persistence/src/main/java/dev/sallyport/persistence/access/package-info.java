/** Roles, in PostgreSQL. */
@NullMarked
package dev.sallyport.persistence.access;

import org.jspecify.annotations.NullMarked;
