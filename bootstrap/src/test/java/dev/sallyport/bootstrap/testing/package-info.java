/** A browser, for the tests of whoever has pages to show. */
@NullMarked
package dev.sallyport.bootstrap.testing;

import org.jspecify.annotations.NullMarked;
