/** Challenges against bots, over HTTP. */
@NullMarked
package dev.sallyport.http.botchallenge;

import org.jspecify.annotations.NullMarked;
