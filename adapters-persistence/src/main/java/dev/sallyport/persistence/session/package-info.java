/** Sessions in PostgreSQL. */
@NullMarked
package dev.sallyport.persistence.session;

import org.jspecify.annotations.NullMarked;
