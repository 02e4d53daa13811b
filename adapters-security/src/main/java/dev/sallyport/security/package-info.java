/** Ids that cannot be guessed. */
@NullMarked
package dev.sallyport.security;

import org.jspecify.annotations.NullMarked;
