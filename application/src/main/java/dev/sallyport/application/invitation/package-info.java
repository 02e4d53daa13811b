/** Inviting people, and accepting it. */
@NullMarked
package dev.sallyport.application.invitation;

import org.jspecify.annotations.NullMarked;
