/** A real Redis for tests. */
@NullMarked
package dev.sallyport.ratelimit.testing;

import org.jspecify.annotations.NullMarked;
