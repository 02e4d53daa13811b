/** One-time secrets and their digests. */
@NullMarked
package dev.sallyport.security.secret;

import org.jspecify.annotations.NullMarked;
