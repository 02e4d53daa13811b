/** Measures what Sallyport does most: microbenchmarks of its tokens and hashes, load tests of a whole server, and an outbox that is emptied. */
@NullMarked
package dev.sallyport.bench;

import org.jspecify.annotations.NullMarked;
