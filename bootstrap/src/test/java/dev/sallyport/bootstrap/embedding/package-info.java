/** Sallyport inside another program. */
@NullMarked
package dev.sallyport.bootstrap.embedding;

import org.jspecify.annotations.NullMarked;
