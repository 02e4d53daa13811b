/** The master key, and the server's own keys that are sealed under it. */
@NullMarked
package dev.sallyport.security.keys;

import org.jspecify.annotations.NullMarked;
