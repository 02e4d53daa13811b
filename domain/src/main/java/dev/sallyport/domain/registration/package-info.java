/** The time between asking for an account and proving the address. */
@NullMarked
package dev.sallyport.domain.registration;

import org.jspecify.annotations.NullMarked;
