/** Challenges that clients answer when they try something often: proof of work, or a provider's widget. */
@NullMarked
package dev.sallyport.application.botchallenge;

import org.jspecify.annotations.NullMarked;
