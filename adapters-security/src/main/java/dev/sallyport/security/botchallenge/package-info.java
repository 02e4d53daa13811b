/** Challenges against bots: of our own making, and by providers. */
@NullMarked
package dev.sallyport.security.botchallenge;

import org.jspecify.annotations.NullMarked;
