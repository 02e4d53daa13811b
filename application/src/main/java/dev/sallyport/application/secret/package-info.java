/** Making one-time secrets and keeping their digests. */
@NullMarked
package dev.sallyport.application.secret;

import org.jspecify.annotations.NullMarked;
