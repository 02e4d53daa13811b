/** Keeping the server's own keys. */
@NullMarked
package dev.sallyport.application.keys;

import org.jspecify.annotations.NullMarked;
