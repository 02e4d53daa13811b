/** Inviting people, and accepting it, over HTTP. */
@NullMarked
package dev.sallyport.http.invitation;

import org.jspecify.annotations.NullMarked;
