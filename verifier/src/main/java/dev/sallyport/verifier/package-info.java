/** Verifies Sallyport's access tokens in any Java service. */
@NullMarked
package dev.sallyport.verifier;

import org.jspecify.annotations.NullMarked;
