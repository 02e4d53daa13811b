/** Everything that is kept, in PostgreSQL: the pool, the schema, and one adapter per port. */
@NullMarked
package dev.sallyport.persistence;

import org.jspecify.annotations.NullMarked;
