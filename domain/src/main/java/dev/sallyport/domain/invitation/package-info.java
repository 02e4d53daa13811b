/** Asking somebody to have an account. */
@NullMarked
package dev.sallyport.domain.invitation;

import org.jspecify.annotations.NullMarked;
