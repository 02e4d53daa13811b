/** The server's own keys in PostgreSQL. */
@NullMarked
package dev.sallyport.persistence.keys;

import org.jspecify.annotations.NullMarked;
