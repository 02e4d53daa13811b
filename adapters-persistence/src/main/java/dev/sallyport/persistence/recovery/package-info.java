/** Lost passwords in PostgreSQL. */
@NullMarked
package dev.sallyport.persistence.recovery;

import org.jspecify.annotations.NullMarked;
