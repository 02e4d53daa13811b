/** Measures what Sallyport does most: microbenchmarks of its tokens and hashes, and a load test of a whole server. */
@NullMarked
package dev.sallyport.bench;

import org.jspecify.annotations.NullMarked;
