/** One-time secrets and their digests. */
@NullMarked
package dev.sallyport.security.secondfactor;

import org.jspecify.annotations.NullMarked;
