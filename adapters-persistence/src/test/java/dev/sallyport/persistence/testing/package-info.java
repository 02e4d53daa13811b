/** A real PostgreSQL for tests of this module and of those that are built on it. */
@NullMarked
package dev.sallyport.persistence.testing;

import org.jspecify.annotations.NullMarked;
