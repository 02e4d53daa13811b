/** In-memory adapters and port contracts: for our own tests, and for those of programs that embed Sallyport. */
@NullMarked
package dev.sallyport.application.testing;

import org.jspecify.annotations.NullMarked;
