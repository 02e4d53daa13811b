/** Asking for an account and proving the address. */
@NullMarked
package dev.sallyport.application.registration;

import org.jspecify.annotations.NullMarked;
