/** The server's own cryptographic keys. */
@NullMarked
package dev.sallyport.domain.keys;

import org.jspecify.annotations.NullMarked;
